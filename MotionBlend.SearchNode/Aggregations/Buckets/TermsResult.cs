using System.Text.Json;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>Buckets by value, and how many documents the cut-off ones hold.</summary>
internal sealed record TermsResult(string Type, IReadOnlyList<Bucket> Buckets, long Others) : BucketsResult(Type, Buckets, false)
{
    /// <summary>By how much counts may be wrong; -1 where Elasticsearch cannot tell.</summary>
    public int Error { get; init; }

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        writer.WriteNumber("doc_count_error_upper_bound", Error);
        writer.WriteNumber("sum_other_doc_count", Others);
        base.WriteMembers(writer, typedKeys);
    }
}

/// <summary>A bucket of one value. Its count is exact: all documents are on one node.</summary>
internal sealed record TermBucket(object? Key, string? KeyText, long Count, AggregationResults Children) : Bucket(Key, KeyText, Count, Children)
{
    public bool ShowError { get; init; }

    /// <summary>Makes the results of the sub-aggregations; null where they are made.</summary>
    public Func<AggregationResults>? Below { get; init; }

    /// <summary>By how much the count may be wrong; -1 where Elasticsearch cannot tell.</summary>
    public int Error { get; init; }

    protected override void WriteAfterCount(Utf8JsonWriter writer)
    {
        if (ShowError)
            writer.WriteNumber("doc_count_error_upper_bound", Error);
    }
}
