using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Comparison;

/// <summary>How a mart and an index compare, blend by blend.</summary>
internal sealed class ComparisonResult
{
    /// <summary>Ids kept of each class as samples.</summary>
    public const int SampleSize = 10;

    private readonly long[] _counts = new long[Enum.GetValues<ComparisonClass>().Length];
    private readonly SortedSet<string>[] _samples = [.. Enum.GetValues<ComparisonClass>().Select(_ => new SortedSet<string>(StringComparer.Ordinal))];

    /// <summary>Rows of the mart.</summary>
    public long Rows { get; set; }

    /// <summary>Rows that the row gate refuses.</summary>
    public long Rejected { get; set; }

    /// <summary>Rows whose id an earlier row had.</summary>
    public long Repeated => Replacing + Superseded;

    /// <summary>Rows that take the place of an earlier row of their id.</summary>
    public long Replacing { get; set; }

    /// <summary>Rows that are older than an earlier row of their id.</summary>
    public long Superseded { get; set; }

    /// <summary>Documents of the index.</summary>
    public long Documents { get; set; }

    /// <summary>The ledger of a full export of the mart, if neither side changes before it and the cluster refuses no row.</summary>
    public LedgerCounts ExportLedger => new(
        Rows, Rows - Rejected - Repeated, Replacing, 0, Superseded, Rejected, 0, Deleted: Count(ComparisonClass.MissingInMart));

    /// <summary>True when the index holds what the mart holds, no more and no less.</summary>
    public bool IsEqual => _counts[(int)ComparisonClass.Equal] == _counts.Sum();

    /// <summary>Blends of a class.</summary>
    public long Count(ComparisonClass comparison) => _counts[(int)comparison];

    /// <summary>The first ids of a class, in their order.</summary>
    public IReadOnlyList<string> Samples(ComparisonClass comparison) => [.. _samples[(int)comparison]];

    /// <summary>Counts a blend.</summary>
    public void Add(ComparisonClass comparison, string id)
    {
        _counts[(int)comparison]++;
        if (comparison == ComparisonClass.Equal)
        {
            return;
        }

        var samples = _samples[(int)comparison];
        samples.Add(id);
        if (samples.Count > SampleSize)
        {
            samples.Remove(samples.Max!);
        }
    }
}
