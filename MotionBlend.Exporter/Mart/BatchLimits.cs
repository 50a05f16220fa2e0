namespace MotionBlend.Exporter.Mart;

/// <summary>How large a batch may be: whichever limit is reached first ends it.</summary>
/// <param name="Rows">Most rows, at least 1.</param>
/// <param name="Bytes">Most bytes of a bulk body; a single row over it still makes a batch of its own.</param>
internal sealed record BatchLimits(int Rows, int Bytes)
{
    /// <summary>Limits where rows are only read, and nothing is made of them that would be cheaper in larger portions.</summary>
    public static BatchLimits ForReading { get; } = new(5000, 512 * 1024);

    /// <summary>
    /// Bytes at which a batch is full: a little under the limit, so that a body of it, with a newline a row and room to write the last
    /// row in, stays within a buffer of the limit's size and need not grow into one of twice that.
    /// </summary>
    public int Fill => Bytes - (Bytes / 64);

    /// <summary>What the bulk action line (110) and the metric vector (120) add to a row, bytes.</summary>
    public const int AddedBytes = 230;

    /// <summary>Longest row that is read, bytes, give or take a read; a longer one is refused, and when it is the first the file is no mart.</summary>
    public const int LongestRow = 1024 * 1024;
}
