using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>Which value of several a document is sorted by.</summary>
internal enum SortMode
{
    Min,
    Max,
    Sum,
    Avg,
    Median,
}

/// <summary>The number that a field is sorted as, whatever it is mapped to.</summary>
internal enum SortNumericType
{
    Long,
    Double,
    Date,
}

/// <summary>One key of a sort.</summary>
/// <param name="Field">A field, or <c>_score</c>, <c>_doc</c>, <c>_shard_doc</c>.</param>
/// <param name="Descending">Direction.</param>
internal sealed record SortKey(string Field, bool Descending)
{
    public const string Score = "_score";
    public const string Doc = "_doc";
    public const string ShardDoc = "_shard_doc";

    /// <summary>Documents without a value: last (default), first.</summary>
    public bool MissingFirst { get; init; }

    /// <summary>The value that stands for a missing one, as it was written; null for first or last.</summary>
    public JsonValue? MissingValue { get; init; }

    public SortMode? Mode { get; init; }

    /// <summary>Type of a field that an index does not have.</summary>
    public string? UnmappedType { get; init; }

    /// <summary>Format of dates in hits.</summary>
    public string? Format { get; init; }

    /// <summary>Null to sort by the field's own type.</summary>
    public SortNumericType? NumericType { get; init; }

    /// <summary>The value to sort by where the document has several.</summary>
    public SortMode ModeOrDefault => Mode ?? (Descending ? SortMode.Max : SortMode.Min);

    /// <summary>True where missing values stand behind the largest value, and are shown as it.</summary>
    public bool MissingIsLargest => MissingFirst == Descending;
}
