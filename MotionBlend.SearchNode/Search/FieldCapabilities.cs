using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Search;

/// <summary>What can be done with a field in one index.</summary>
/// <param name="Type">Name of its type.</param>
/// <param name="Metadata">True for the fields that every document has.</param>
/// <param name="Searchable">Whether queries find its values.</param>
/// <param name="Aggregatable">Whether it can be sorted by and aggregated.</param>
internal sealed record FieldCapability(string Type, bool Metadata, bool Searchable, bool Aggregatable);

/// <summary>Which fields of an index <c>_field_caps</c> tells: patterns, types and filters.</summary>
internal sealed record FieldCapabilityFilter(IReadOnlyList<string> Patterns, IReadOnlyList<string> Types, IReadOnlyList<string> Filters)
{
    private static readonly string[] Known = ["+metadata", "-metadata", "-parent", "-nested", "-multifield"];

    /// <summary>The metadata fields with what can be done with them.</summary>
    private static readonly Dictionary<string, FieldCapability> Metadata = new(StringComparer.Ordinal)
    {
        ["_data_stream_timestamp"] = Of("_data_stream_timestamp", false, false),
        ["_doc_count"] = Of("integer", false, false),
        ["_field_names"] = Of("_field_names", true, false),
        ["_id"] = Of("_id", true, false),
        ["_ignored"] = Of("_ignored", true, true),
        ["_ignored_source"] = Of("_ignored_source", false, false),
        ["_index"] = Of("_index", true, true),
        ["_index_mode"] = Of("_index_mode", true, true),
        ["_nested_path"] = Of("_nested_path", true, false),
        ["_routing"] = Of("_routing", true, false),
        ["_seq_no"] = Of("_seq_no", true, true),
        ["_source"] = Of("_source", false, false),
        ["_tier"] = Of("keyword", true, true),
        ["_version"] = Of("_version", false, true),
    };

    /// <summary>Refuses a filter that there is not.</summary>
    /// <exception cref="FailureException">There is one.</exception>
    public void RequireKnown()
    {
        if (Filters.FirstOrDefault(filter => !Known.Contains(filter)) is { } unknown)
            throw Failure.IllegalArgument($"Unknown field caps filter [{unknown}]").Raise();
    }

    /// <summary>The fields of an index by name.</summary>
    public Dictionary<string, FieldCapability> Of(IndexState index)
    {
        var found = new Dictionary<string, FieldCapability>(StringComparer.Ordinal);
        if (!Filters.Contains("-metadata"))
        {
            foreach (var (name, capability) in Metadata)
                if (Asks(name, capability))
                    found[name] = capability;
        }

        if (Filters.Contains("+metadata"))
            return found;
        foreach (var field in index.Mapping.Fields.Values)
        {
            var type = field.Type;
            var capability = new FieldCapability(type.Name, false, type.Indexed || type.DocValues && type.Family is not FieldFamily.Text, Aggregatable(type));
            if (!Asks(field.Path, capability) || (Filters.Contains("-multifield") && IsMultiField(index, field.Path)))
                continue;
            found[field.Path] = capability;
            if (!Filters.Contains("-parent"))
                AddParents(index, field.Path, found);
        }

        return found;
    }

    private static bool Aggregatable(FieldType type) => type.DocValues && type.Family is not (FieldFamily.Text or FieldFamily.Vector);

    private static bool IsMultiField(IndexState index, string path) =>
        path.LastIndexOf('.') is var dot and > 0 && index.Mapping.Fields.ContainsKey(path[..dot]);

    // The objects around a field that is told are told too, whatever the patterns are.
    private static void AddParents(IndexState index, string path, Dictionary<string, FieldCapability> found)
    {
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            var parent = path[..dot];
            if (!index.Mapping.Fields.ContainsKey(parent))
                found[parent] = new FieldCapability("object", false, false, false);
        }
    }

    private static FieldCapability Of(string type, bool searchable, bool aggregatable) => new(type, true, searchable, aggregatable);

    private bool Asks(string name, FieldCapability capability) =>
        Patterns.Any(pattern => Wildcard.Matches(pattern, name)) && (Types.Count == 0 || Types.Contains(capability.Type));
}
