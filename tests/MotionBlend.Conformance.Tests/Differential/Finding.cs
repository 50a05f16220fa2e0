using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>A difference with the requests that lead to it; the last of them is the one whose replies differ.</summary>
public sealed record Finding(int Seed, int Number, IReadOnlyList<JudgedRequest> Requests, ReplyDifference Difference, string Reasons)
{
    private static readonly HashSet<string> Names =
    [
        "bool", "term", "terms", "range", "exists", "ids", "prefix", "wildcard", "regexp", "constant_score", "boosting", "dis_max",
        "function_score", "match", "multi_match", "match_phrase_prefix", "simple_query_string", "knn", "match_all", "match_none",
        "avg", "min", "max", "sum", "stats", "extended_stats", "value_count", "cardinality", "percentiles", "percentile_ranks",
        "median_absolute_deviation", "histogram", "date_histogram", "date_range", "filter", "filters", "missing", "global", "top_hits",
        "composite", "bucket_sort", "avg_bucket", "max_bucket", "min_bucket", "sum_bucket", "stats_bucket", "cumulative_sum", "derivative",
        "sort", "collapse", "fields", "docvalue_fields", "_source", "search_after", "min_score", "post_filter", "track_total_hits",
    ];

    public JudgedRequest Last => Requests[^1];

    /// <summary>What findings of one cause have in common: the call, the place, the kinds of values, and (once shrunk) the features used.</summary>
    public string Signature => $"{Last.Method} {Last.Path.Split('?')[0]} {Difference.Shape}{Kinds} [{string.Join(' ', Features)}]";

    /// <summary>The coarse signature that a shrinker keeps while it cuts the request.</summary>
    public string Place => $"{Last.Path.Split('?')[0]} {Difference.Shape}{Kinds}";

    private string Kinds => Difference.Shape is "status" or "error.type" || Difference.Shape.EndsWith("type", StringComparison.Ordinal)
        ? $" {Difference.Expected} / {Difference.Actual}"
        : Difference.Actual == "absent" || Difference.Expected == "absent" ? $" {(Difference.Actual == "absent" ? "missing" : "extra")}" : "";

    private IEnumerable<string> Features =>
        (Last.BodyLines ?? [Last.Body]).SelectMany(Keys).Where(Names.Contains).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Keys(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(pair => Keys(pair.Value).Prepend(pair.Key)),
        JsonArray items => items.SelectMany(Keys),
        _ => [],
    };

    /// <summary>The finding as commands that a reader can paste.</summary>
    public string Reproduction(string index = "x") => string.Join('\n', Requests.Select(request => request.ToWire(index).ToCurl()));

    /// <summary>The last request alone, and where its replies differ.</summary>
    public string Told => $"  {Difference.Path}: expected {Difference.Expected}, got {Difference.Actual}{Reasons}\n  {Last.ToWire("x").ToCurl()}";

    public override string ToString() =>
        $"seed {Seed}, request {Number}: {Difference.Path}: expected {Difference.Expected}, got {Difference.Actual}{Reasons}\n{Reproduction()}";

    /// <summary>The two servers' own words on an error, for the report.</summary>
    public static string Words(WireReply expected, WireReply actual) =>
        expected.Status >= 400 || actual.Status >= 400 ? $"\n  expected: {Word(expected)}\n  got:      {Word(actual)}" : "";

    private static string Word(WireReply reply) => reply.Status >= 400 || reply.Status == 0 ? $"{reply.Status} {reply.Error}" : $"{reply.Status}";
}
