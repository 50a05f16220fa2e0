namespace MotionBlend.Exporter.Mart;

/// <summary>How large a batch may be: whichever limit is reached first ends it.</summary>
/// <param name="Rows">Most rows, at least 1.</param>
/// <param name="Bytes">Most bytes of a bulk body; a single row over it still makes a batch of its own.</param>
internal sealed record BatchLimits(int Rows, int Bytes)
{
    /// <summary>What a bulk action line adds to a row, bytes.</summary>
    public const int ActionLineBytes = 110;

    /// <summary>Longest row that is read, bytes; a longer one means that the file is no mart.</summary>
    public const int LongestRow = 1024 * 1024;
}
