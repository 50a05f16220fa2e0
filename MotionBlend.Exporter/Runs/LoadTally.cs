namespace MotionBlend.Exporter.Runs;

/// <summary>What became of the first rows of a mart, without a gap.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Counts">What became of each.</param>
/// <param name="NewestVersion">Newest version among them; null for none.</param>
/// <param name="Warnings">Warnings by rule.</param>
internal sealed record LoadTally(long Rows, LedgerCounts Counts, long? NewestVersion, IReadOnlyDictionary<string, long> Warnings)
{
    /// <summary>No rows.</summary>
    public static LoadTally Nothing { get; } = new(0, new LedgerCounts(0, 0, 0, 0, 0, 0, 0), null, new Dictionary<string, long>());

    /// <summary>With further rows.</summary>
    public static LoadTally operator +(LoadTally first, LoadTally second) => new(
        first.Rows + second.Rows,
        first.Counts + second.Counts,
        first.NewestVersion > second.NewestVersion ? first.NewestVersion : second.NewestVersion ?? first.NewestVersion,
        second.Warnings.Count == 0 ? first.Warnings : first.Warnings.Concat(second.Warnings).GroupBy(warning => warning.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(warning => warning.Value), StringComparer.Ordinal));
}
