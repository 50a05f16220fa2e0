using CsCheck;
using MotionBlend.SearchNode.Search.Rows;

namespace MotionBlend.SearchNode.Tests.Search.Rows;

/// <summary>Sets of rows as bits, beside plain sets of numbers.</summary>
public sealed class RowSetTests
{
    private static readonly Gen<HashSet<long>> Numbers = Gen.Long[0, 300].List[0, 80].Select(rows => rows.ToHashSet());

    [Fact]
    public void Operations_OnAnySets_AreThoseOfNumbers() => Gen.Select(Numbers, Numbers).Sample((left, right) =>
    {
        var (a, b) = (SetOf(left), SetOf(right));

        Assert.Equal(left.Order(), a.Rows());
        Assert.Equal(left.Count, a.Count);
        Assert.Equal(left.Intersect(right).Order(), a.And(b).Rows());
        Assert.Equal(left.Union(right).Order(), a.Or(b).Rows());
        Assert.Equal(left.Except(right).Order(), a.Except(b).Rows());
        Assert.Equal(left.Intersect(right).Count(), a.CountWith(b));
        Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(left.Contains(row), a.Contains(row)));
    });

    [Fact]
    public void CountBy_AnyNumbers_CountsEachRowOnce() => Gen.Select(Numbers, Gen.Int[0, 3].Array[0, 320]).Sample((rows, numbers) =>
    {
        var counts = new long[4];

        SetOf(rows).CountBy([.. numbers.Select(number => (ushort)number)], counts);

        var expected = rows.Where(row => row < numbers.Length).ToLookup(row => numbers[row]);
        Assert.Equal(Enumerable.Range(0, 4).Select(number => (long)expected[number].Count()), counts);
    });

    [Fact]
    public void None_HasNoRow()
    {
        Assert.Equal(0, RowSet.None.Count);
        Assert.False(RowSet.None.Contains(0));
        Assert.Empty(RowSet.None.Rows());
    }

    // As many words as the largest row needs, so that sets of different lengths meet.
    private static RowSet SetOf(HashSet<long> rows)
    {
        var bits = new byte[((rows.DefaultIfEmpty(-1).Max() / RowSet.WordBits) + 1) * (RowSet.WordBits / 8)];
        foreach (var row in rows)
            bits[row / 8] |= (byte)(0x80 >> (int)(row % 8));
        return RowSet.Of(bits);
    }
}
