using System.Globalization;

namespace MotionBlend.Exporter.Runs;

/// <summary>How many dead letters a run may have before it is given up: a count, or a share of the rows read.</summary>
/// <param name="Count">Most letters; null when a share decides.</param>
/// <param name="Percent">Largest share of the rows read, 0 to 100; null when a count decides.</param>
internal sealed record DeadLetterCap(long? Count, double? Percent)
{
    // A share says little about a few rows: the first bad row of a file is 100 % of it.
    private const long RowsBeforeShareCounts = 10_000;

    /// <summary>Any number.</summary>
    public static DeadLetterCap None { get; } = new(long.MaxValue, null);

    /// <summary>Reads <c>100</c> or <c>1%</c>.</summary>
    public static DeadLetterCap? Parse(string text)
    {
        if (text.EndsWith('%'))
        {
            return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
                ? new DeadLetterCap(null, percent)
                : null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new DeadLetterCap(count, null) : null;
    }

    /// <summary>True when the run must be given up.</summary>
    /// <param name="counts">The ledger so far.</param>
    /// <param name="isEnd">True when all rows were read.</param>
    public bool IsExceeded(LedgerCounts counts, bool isEnd) => Count is { } count
        ? counts.DeadLettered > count
        : (isEnd || Eligible(counts) >= RowsBeforeShareCounts) && counts.DeadLettered > Eligible(counts) * (Percent ?? 0) / 100;

    /// <inheritdoc/>
    public override string ToString() => Count is { } count
        ? count.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Percent}%");

    private static long Eligible(LedgerCounts counts) => counts.Read - counts.OutsideWindow;
}
