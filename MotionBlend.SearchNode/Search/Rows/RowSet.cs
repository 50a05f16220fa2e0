using System.Buffers.Binary;
using System.Numerics;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>Some rows of an index's table, a bit a row: row 0 is the highest bit of the first word.</summary>
internal sealed class RowSet : IRowFact
{
    /// <summary>Rows in a word.</summary>
    public const int WordBits = 64;

    private readonly ulong[] _words;

    private RowSet(ulong[] words)
    {
        _words = words;
        foreach (var word in words)
            Count += BitOperations.PopCount(word);
    }

    public static RowSet None { get; } = new([]);

    /// <summary>How many rows are in it.</summary>
    public long Count { get; }

    public long Bytes => _words.Length * sizeof(ulong);

    /// <summary>The set of a bit string, whose first bit is row 0; its length is a multiple of 64 bits.</summary>
    public static RowSet Of(ReadOnlySpan<byte> bits)
    {
        var words = new ulong[bits.Length / sizeof(ulong)];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt64BigEndian(bits[(i * sizeof(ulong))..]);
        return new RowSet(words);
    }

    public bool Contains(long row)
    {
        var word = row / WordBits;
        return word < _words.Length && (_words[word] & Bit(row)) != 0;
    }

    /// <summary>How many rows are in both.</summary>
    public long CountWith(RowSet other)
    {
        var count = 0L;
        for (var i = 0; i < Math.Min(_words.Length, other._words.Length); i++)
            count += BitOperations.PopCount(_words[i] & other._words[i]);
        return count;
    }

    /// <summary>The rows of both.</summary>
    public RowSet And(RowSet other)
    {
        var words = new ulong[Math.Min(_words.Length, other._words.Length)];
        for (var i = 0; i < words.Length; i++)
            words[i] = _words[i] & other._words[i];
        return new RowSet(words);
    }

    /// <summary>The rows of either.</summary>
    public RowSet Or(RowSet other)
    {
        var (longer, shorter) = _words.Length >= other._words.Length ? (_words, other._words) : (other._words, _words);
        var words = (ulong[])longer.Clone();
        for (var i = 0; i < shorter.Length; i++)
            words[i] |= shorter[i];
        return new RowSet(words);
    }

    /// <summary>The rows that the other has not.</summary>
    public RowSet Except(RowSet other)
    {
        var words = (ulong[])_words.Clone();
        for (var i = 0; i < Math.Min(words.Length, other._words.Length); i++)
            words[i] &= ~other._words[i];
        return new RowSet(words);
    }

    /// <summary>Counts the rows by a number that each has.</summary>
    /// <param name="numbers">The number of each row; rows behind the last are not counted.</param>
    /// <param name="counts">How many rows have each number; added to.</param>
    public void CountBy(ReadOnlySpan<ushort> numbers, Span<long> counts)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            var first = i * WordBits;
            for (var left = _words[i]; left != 0;)
            {
                var bit = BitOperations.LeadingZeroCount(left);
                left ^= Bit(bit);
                if (first + bit < numbers.Length)
                    counts[numbers[first + bit]]++;
            }
        }
    }

    /// <summary>The rows, in order of writing.</summary>
    public IEnumerable<long> Rows()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var left = _words[i]; left != 0;)
            {
                var bit = BitOperations.LeadingZeroCount(left);
                left &= ~Bit(bit);
                yield return ((long)i * WordBits) + bit;
            }
        }
    }

    private static ulong Bit(long row) => 1UL << (WordBits - 1 - (int)(row % WordBits));
}
