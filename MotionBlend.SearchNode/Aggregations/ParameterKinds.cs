using System.Collections.Frozen;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>Which kinds of JSON values the parameters of aggregations take: what Elasticsearch's object parser lets through.</summary>
internal static class ParameterKinds
{
    private static readonly JsonKind[] Text = [JsonKind.String];
    private static readonly JsonKind[] Number = [JsonKind.Number, JsonKind.String];
    private static readonly JsonKind[] Flag = [JsonKind.Boolean, JsonKind.String];
    private static readonly JsonKind[] Value = [JsonKind.String, JsonKind.Number, JsonKind.Boolean];
    private static readonly JsonKind[] Object = [JsonKind.Object];
    private static readonly JsonKind[] Objects = [JsonKind.Object, JsonKind.Array];
    private static readonly JsonKind[] Numbers = [JsonKind.Array, JsonKind.Number, JsonKind.String];

    private static readonly FrozenDictionary<string, JsonKind[]> ByKey = new Dictionary<string, JsonKind[]>(StringComparer.Ordinal)
    {
        ["field"] = Text,
        ["format"] = Text,
        ["value_type"] = Text,
        ["execution_hint"] = Text,
        ["collect_mode"] = Text,
        ["calendar_interval"] = Text,
        ["fixed_interval"] = Text,
        ["missing_order"] = Text,
        ["size"] = Number,
        ["shard_size"] = Number,
        ["min_doc_count"] = Number,
        ["shard_min_doc_count"] = Number,
        ["interval"] = Number,
        ["offset"] = Number,
        ["time_zone"] = Number,
        ["sigma"] = Number,
        ["precision_threshold"] = Number,
        ["compression"] = Number,
        ["keyed"] = Flag,
        ["show_term_doc_count_error"] = Flag,
        ["missing_bucket"] = Flag,
        ["missing"] = Value,
        ["order"] = Objects,
        ["extended_bounds"] = Object,
        ["hard_bounds"] = Object,
        ["tdigest"] = Object,
        ["hdr"] = Object,
        ["after"] = Object,
        ["value"] = Object,
        ["weight"] = Object,
        ["include"] = [JsonKind.Object, JsonKind.Array, JsonKind.String],
        ["exclude"] = [JsonKind.Array, JsonKind.String],
        ["ranges"] = Objects,
        ["sources"] = Objects,
        ["percents"] = Numbers,
        ["values"] = Numbers,
        ["buckets_path"] = [JsonKind.String, JsonKind.Array],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a pipeline over the buckets of a sibling takes a parameter of the kind: it reads tokens, and no text for a number.</summary>
    public static bool IsOfBucketPipeline(string key, JsonKind kind) => key switch
    {
        "buckets_path" => kind is JsonKind.String or JsonKind.Array,
        "format" or "gap_policy" => kind == JsonKind.String,
        "percents" => kind == JsonKind.Array,
        "keyed" => kind == JsonKind.Boolean,
        "sigma" => kind == JsonKind.Number,
        _ => kind != JsonKind.Null,
    };

    /// <summary>Refuses a value of a kind that the parameter does not take.</summary>
    /// <param name="parser">The name of the aggregation's kind, which the failure quotes.</param>
    /// <param name="aggregation">The user's name of the aggregation.</param>
    /// <param name="key">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="FailureException">It is of another kind.</exception>
    public static void Require(string parser, string aggregation, string key, JsonValue value)
    {
        if (!ByKey.TryGetValue(key, out var kinds) || kinds.Contains(value.Kind))
            return;
        throw (key == "missing" && value.IsNull
            ? new Failure(FailureKind.XContentParse, $"{value.Location} [{parser}] failed to parse field [{key}]")
            {
                CausedBy = Failure.IllegalArgument($"[missing] must not be null: [{aggregation}]"),
            }
            : new Failure(FailureKind.XContentParse, $"{value.Location} [{parser}] {key} doesn't support values of type: {value.TokenName}")).Raise();
    }
}
