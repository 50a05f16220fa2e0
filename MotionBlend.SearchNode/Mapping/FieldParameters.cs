using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>The parameters of a field's declaration; each is taken by name, and what nobody took is refused.</summary>
internal sealed class FieldParameters(string path, string type, JsonValue declaration)
{
    /// <summary>Parameters of Elasticsearch that this node refuses by name.</summary>
    private static readonly HashSet<string> KnownElsewhere = new(StringComparer.Ordinal)
    {
        "analyzer", "search_analyzer", "search_quote_analyzer", "normalizer", "copy_to", "similarity", "term_vector", "script", "on_script_error",
        "time_series_dimension", "time_series_metric", "index_phrases", "index_prefixes", "position_increment_gap", "fielddata",
        "fielddata_frequency_filter", "synthetic_source_keep", "split_queries_on_whitespace", "index_options", "scaling_factor", "locale",
    };

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "type", "fields" };

    public string Field => path;

    public JsonValue? Take(string name)
    {
        _taken.Add(name);
        return declaration[name] is { IsNull: false } value ? value : null;
    }

    public bool Bool(string name, bool absent) => Take(name) is { } value
        ? value.Text switch
        {
            "true" => true,
            "false" => false,
            var other => throw Refused($"Failed to parse value [{other}] as only [true] or [false] are allowed.").Raise(),
        }
        : absent;

    public int? Int(string name) => Take(name)?.AsInt();

    public string? Text(string name) => Take(name)?.Text;

    /// <summary>Parameters that change nothing on this node, but are legal.</summary>
    public void WithoutEffect(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _taken.Add(name);
    }

    /// <summary>Refuses every parameter that was not taken.</summary>
    /// <exception cref="FailureException">One was left.</exception>
    public void RequireAllTaken()
    {
        foreach (var member in declaration.Members)
        {
            if (_taken.Contains(member.Name))
                continue;
            if (KnownElsewhere.Contains(member.Name))
                throw Refused($"parameter [{member.Name}] on mapper [{path}] of type [{type}] is not supported by this node").Raise();
            throw Refused($"unknown parameter [{member.Name}] on mapper [{path}] of type [{type}]").Raise();
        }
    }

    /// <summary>A mapping failure with its cause, as Elasticsearch nests them.</summary>
    public static Failure Refused(string reason) => new(FailureKind.MapperParsing, $"Failed to parse mapping: {reason}")
    {
        CausedBy = new Failure(FailureKind.MapperParsing, reason),
    };
}
