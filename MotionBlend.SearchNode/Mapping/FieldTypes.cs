using System.Collections.Frozen;
using System.Text;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>The field types of this node by name, and the names of Elasticsearch's others.</summary>
internal static class FieldTypes
{
    private static readonly FrozenDictionary<string, Func<FieldParameters, FieldType>> Parsers =
        new Dictionary<string, Func<FieldParameters, FieldType>>(StringComparer.Ordinal)
        {
            ["keyword"] = KeywordType.Parse,
            ["text"] = TextType.Parse,
            ["boolean"] = BooleanType.Parse,
            ["date"] = DateType.Parse,
            ["byte"] = p => IntegerType.Parse(p, ColumnType.TinyInt),
            ["short"] = p => IntegerType.Parse(p, ColumnType.SmallInt),
            ["integer"] = p => IntegerType.Parse(p, ColumnType.Integer),
            ["long"] = p => IntegerType.Parse(p, ColumnType.BigInt),
            ["half_float"] = p => FloatType.Parse(p, FloatPrecision.Half),
            ["float"] = p => FloatType.Parse(p, FloatPrecision.Single),
            ["dense_vector"] = DenseVectorType.Parse,
            ["double"] = p => FloatType.Parse(p, FloatPrecision.Double),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Elsewhere = FrozenSet.Create(
        StringComparer.Ordinal,
        "aggregate_metric_double", "alias", "binary", "completion", "constant_keyword", "counted_keyword", "date_nanos", "date_range",
        "double_range", "flattened", "float_range", "geo_point", "geo_shape", "histogram", "integer_range", "ip", "ip_range",
        "join", "long_range", "match_only_text", "nested", "passthrough", "percolator", "point", "rank_feature", "rank_features", "rank_vectors",
        "scaled_float", "search_as_you_type", "semantic_text", "shape", "sparse_vector", "token_count", "unsigned_long", "version", "wildcard");

    /// <summary>Parses a leaf's declaration.</summary>
    /// <exception cref="Failures.FailureException">The type or a parameter is unknown or not supported.</exception>
    public static FieldType Parse(string type, FieldParameters parameters)
    {
        if (!Parsers.TryGetValue(type, out var parse))
        {
            throw FieldParameters.Refused(Elsewhere.Contains(type)
                ? $"field type [{type}] declared on field [{parameters.Field}] is not supported by this node"
                : $"The mapper type [{type}] declared on field [{parameters.Field}] does not exist. It might have been created within a "
                  + "future version or requires a plugin to be installed. Check the documentation.").Raise();
        }

        var parsed = parse(parameters);
        parsed = parsed with
        {
            Stored = parsed.Family != FieldFamily.Vector && parameters.Bool("store", false),
            Meta = parameters.Take("meta") is { Members.Count: > 0 } meta ? Encoding.UTF8.GetString(meta.Raw.Span) : null,
        };
        parameters.RequireAllTaken();
        return parsed;
    }
}
