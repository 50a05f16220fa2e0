using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>Reads a search from its body and URL; what the URL says wins. A key that is not known is refused.</summary>
internal static class SearchRequestParser
{
    /// <summary>URL parameters that are honoured.</summary>
    public static readonly IReadOnlyList<string> Parameters =
    [
        "from", "size", "sort", "track_total_hits", "track_scores", "rest_total_hits_as_int", "version", "seq_no_primary_term", "typed_keys",
        "timeout", "stored_fields", "search_type", .. SourceFilter.Parameters,
    ];

    /// <summary>URL parameters that change nothing on one node.</summary>
    public static readonly IReadOnlyList<string> WithoutEffect =
    [
        "preference", "routing", "batched_reduce_size", "ccs_minimize_roundtrips", "max_concurrent_shard_requests", "pre_filter_shard_size",
        "allow_partial_search_results", "request_cache", "stats", "min_compatible_shard_node",
    ];

    /// <summary>URL parameters of Elasticsearch that are refused.</summary>
    public static readonly IReadOnlyList<string> Refused =
    [
        "q", "df", "analyzer", "analyze_wildcard", "default_operator", "lenient", "docvalue_fields", "explain", "scroll", "terminate_after",
        "suggest_field", "suggest_mode", "suggest_size", "suggest_text", "force_synthetic_source", "include_named_queries_score",
    ];

    /// <summary>Body keys of Elasticsearch that are refused by name.</summary>
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "knn", "rank", "retriever", "script_fields", "highlight", "suggest", "rescore", "ext", "slice", "collapse", "pit", "runtime_mappings",
        "docvalue_fields", "fields", "indices_boost", "search_after", "sub_searches", "profile", "explain", "terminate_after",
    };

    /// <summary>Parses a search.</summary>
    /// <exception cref="FailureException">A key is unknown, a value is wrong.</exception>
    public static SearchRequest Parse(JsonValue? body, QueryParameters query)
    {
        var request = new SearchRequest();
        if (body is not null)
        {
            if (body.Kind != JsonKind.Object)
                throw Failure.Parsing($"Expected [START_OBJECT] but found [{body.TokenName}]", body.Location).Raise();
            foreach (var member in body.Members)
                request = Apply(request, member);
        }

        return Check(ApplyUrl(request, query));
    }

    private static SearchRequest Apply(SearchRequest request, JsonMember member)
    {
        var value = member.Value;
        return (member.Name, value.Kind) switch
        {
            ("query", JsonKind.Object) => request with { Query = QueryParser.Parse(value) },
            ("post_filter", JsonKind.Object) => request with { PostFilter = QueryParser.Parse(value) },
            ("aggs" or "aggregations", JsonKind.Object) => request with { Aggregations = AggregationParser.ParseAll(value) },
            ("from", JsonKind.Number or JsonKind.String) => request with { From = NotNegative("[from] parameter cannot be negative but was [{0}]", value) },
            ("size", JsonKind.Number or JsonKind.String) => request with { Size = NotNegative("[size] parameter cannot be negative, found [{0}]", value) },
            ("sort", JsonKind.String or JsonKind.Object or JsonKind.Array) => request with { Sort = SortParser.Parse(value) },
            ("_source", not JsonKind.Null and not JsonKind.Number) => request with { Source = SourceFilter.Parse(value) },
            ("track_total_hits", JsonKind.Boolean or JsonKind.Number or JsonKind.String) => request with { TrackTotalHits = TrackTotalHits(value.Text) },
            ("track_scores", JsonKind.Boolean) => request with { TrackScores = value.AsBoolean() },
            ("min_score", JsonKind.Number or JsonKind.String) => request with { MinScore = (float)value.AsDouble() },
            ("version", JsonKind.Boolean) => request with { WithVersion = value.AsBoolean() },
            ("seq_no_primary_term", JsonKind.Boolean) => request with { WithSeqNo = value.AsBoolean() },
            ("timeout", JsonKind.String) => request with { Timeout = TimeValue.Parse(value.Text, "timeout") },
            ("stored_fields", JsonKind.String or JsonKind.Array) => StoredFields(request, value),
            ("stats", JsonKind.Array) => request,
            ("profile" or "explain", JsonKind.Boolean) when value.Text == "false" => request,
            _ when Elsewhere.Contains(member.Name) => throw Failure.Unsupported($"[{member.Name}] in a search").Raise(),
            _ => throw Failure.Parsing($"Unknown key for a {value.TokenName} in [{member.Name}].", value.Location).Raise(),
        };
    }

    private static SearchRequest ApplyUrl(SearchRequest request, QueryParameters query)
    {
        if (query.Int("from") is { } from)
            request = request with { From = NotNegative("[from] parameter cannot be negative but was [{0}]", from) };
        if (query.Int("size") is { } size)
            request = request with { Size = NotNegative("[size] parameter cannot be negative, found [{0}]", size) };
        if (query.List("sort") is { } sort)
            request = request with { Sort = SortParser.Parse(sort) };
        if (SourceFilter.From(query) is { } source)
            request = request with { Source = source };
        if (query.Text("track_total_hits") is { } track)
            request = request with { TrackTotalHits = TrackTotalHits(track) };
        if (query.Time("timeout") is { } timeout)
            request = request with { Timeout = timeout };
        if (query.Text("stored_fields") is { } stored && stored is not ("*" or "_source"))
            throw Failure.Unsupported($"parameter [stored_fields] with [{stored}]").Raise();
        if (query.Text("search_type") is { } type && type is not ("query_then_fetch" or "dfs_query_then_fetch"))
            throw Failure.IllegalArgument($"No search type for [{type}]").Raise();
        return request with
        {
            TrackScores = query.Bool("track_scores", request.TrackScores),
            TotalHitsAsInt = query.Bool("rest_total_hits_as_int"),
            WithVersion = query.Bool("version", request.WithVersion),
            WithSeqNo = query.Bool("seq_no_primary_term", request.WithSeqNo),
            TypedKeys = query.Bool("typed_keys"),
        };
    }

    private static SearchRequest Check(SearchRequest request)
    {
        if (!request.TotalHitsAsInt)
            return request;
        return request.TrackTotalHits is not (0 or long.MaxValue or SearchRequest.DefaultTrackTotalHits)
            ? throw Failure.IllegalArgument(
                $"[rest_total_hits_as_int] cannot be used if the tracking of total hits is not accurate, got {request.TrackTotalHits}").Raise()
            : request with { TrackTotalHits = request.TrackTotalHits == 0 ? 0 : long.MaxValue };
    }

    // Nothing is stored but the source: asking for all of it is met, asking for one field is not.
    private static SearchRequest StoredFields(SearchRequest request, JsonValue value)
    {
        List<string> fields = value.Kind == JsonKind.Array ? [.. value.Items.Select(item => item.Text)] : [value.Text];
        return fields.All(field => field is "*" or "_source")
            ? request
            : throw Failure.Unsupported($"[stored_fields] with [{string.Join(", ", fields)}]").Raise();
    }

    private static long TrackTotalHits(string text) => text switch
    {
        "true" or "" => long.MaxValue,
        "false" => 0,
        _ when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number switch
        {
            -1 => long.MaxValue,
            >= 0 => number,
            _ => throw Failure.IllegalArgument($"[track_total_hits] parameter must be positive or equals to -1, got {number}").Raise(),
        },
        _ => throw new Failure(FailureKind.NumberFormat, $"For input string: \"{text}\"").Raise(),
    };

    private static int NotNegative(string message, JsonValue value) => NotNegative(message, value.AsInt());

    private static int NotNegative(string message, int number) => number >= 0
        ? number
        : throw Failure.IllegalArgument(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, number)).Raise();
}
