using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Search;

/// <summary>The fields that every document has beside its own: what a search can do with them.</summary>
internal static class MetadataFields
{
    /// <summary>Names of the metadata fields.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "_id", "_index", "_seq_no", "_version", "_routing", "_ignored", "_source", "_field_names", "_doc_count", "_tier", "_nested_path",
    };

    /// <summary>Why doc values of a metadata field cannot be read; null for those that can and for other fields.</summary>
    public static Failure? SortFailure(string field) => field switch
    {
        "_id" => Failure.IllegalArgument(
            "Fielddata access on the _id field is disallowed, you can re-enable it by updating the dynamic cluster setting: indices.id_field_data.enabled"),
        "_source" or "_field_names" or "_routing" or "_nested_path" or "_doc_count" => Failure.IllegalArgument($"Fielddata is not supported on field [{field}] of type [{field}]"),
        "_ignored" or "_tier" => Failure.Unsupported($"values of [{field}]"),
        _ => null,
    };
}
