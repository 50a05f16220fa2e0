using MotionBlend.SearchNode.Search.Rows;

namespace MotionBlend.SearchNode.Tests.Search.Rows;

public sealed class SortOrderTests
{
    private static readonly SortOrder Order = new([Of(7, 9f), Of(3, 8f), Of(1, 8f), Of(4, 8f), Of(0, 2f)]);

    private static readonly RowSet All = RowSet.Of([0b1111_1111, 0, 0, 0, 0, 0, 0, 0]);

    [Fact]
    public void First_OfSomeRows_SkipsTheOthers() =>
        Assert.Equal([7, 0], Numbers(Order.First(RowSet.Of([0b1000_0001, 0, 0, 0, 0, 0, 0, 0]), 2, withEqual: true, 10)));

    [Fact]
    public void First_WithEqual_HasAllOfTheLastValue() => Assert.Equal([7, 3, 1, 4], Numbers(Order.First(All, 2, withEqual: true, 10)));

    [Fact]
    public void First_WithoutEqual_HasAsManyAsAskedFor() => Assert.Equal([7, 3], Numbers(Order.First(All, 2, withEqual: false, 10)));

    [Fact]
    public void First_OfMoreThanAreKnown_IsNotTold() => Assert.Null(Order.First(All, 6, withEqual: true, 10));

    [Fact]
    public void First_WithMoreEqualValuesThanMayBeGiven_IsNotTold() => Assert.Null(Order.First(All, 2, withEqual: true, 3));

    private static OrderedRow Of(long row, float value) => new(row, row, value);

    private static IEnumerable<long>? Numbers(List<OrderedRow>? rows) => rows?.Select(row => row.Row);
}
