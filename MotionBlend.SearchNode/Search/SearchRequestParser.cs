using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.QueryDsl.QueryString;

namespace MotionBlend.SearchNode.Search;

/// <summary>Reads a search from its body and URL; what the URL says wins. A key that is not known is refused.</summary>
internal static class SearchRequestParser
{
    /// <summary>URL parameters that are honoured.</summary>
    public static readonly IReadOnlyList<string> Parameters =
    [
        "from", "size", "sort", "track_total_hits", "track_scores", "rest_total_hits_as_int", "version", "seq_no_primary_term", "typed_keys",
        "timeout", "stored_fields", "docvalue_fields", "search_type", "scroll", "terminate_after", "request_cache", "preference", "routing",
        "batched_reduce_size", "pre_filter_shard_size", "allow_partial_search_results", "explain", .. SourceFilter.Parameters, .. QueryStringQuery.Parameters,
    ];

    /// <summary>URL parameters that change nothing on one node.</summary>
    public static readonly IReadOnlyList<string> WithoutEffect =
    [
        "ccs_minimize_roundtrips", "max_concurrent_shard_requests", "stats", "min_compatible_shard_node",
    ];

    /// <summary>What a preference may begin with, if it begins with an underscore.</summary>
    private static readonly string[] Preferences = ["_local", "_only_local", "_only_nodes:", "_prefer_nodes:", "_shards:"];

    /// <summary>URL parameters of Elasticsearch that are refused.</summary>
    public static readonly IReadOnlyList<string> Refused =
    [
        "suggest_field", "suggest_mode", "suggest_size", "suggest_text", "force_synthetic_source", "include_named_queries_score",
    ];

    /// <summary>Body keys of Elasticsearch that are refused by name.</summary>
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "rank", "retriever", "script_fields", "highlight", "suggest", "rescore", "ext", "runtime_mappings", "sub_searches",
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

        // A nearest search that does not say how many finds as many as the body shows, whatever the URL says.
        var shown = request.Size;
        request = ApplyUrl(request, query);
        return Cached(Check(request with { Knn = KnnSearch.Sized(request.Knn, shown) }, query), body, query);
    }

    private static SearchRequest Apply(SearchRequest request, JsonMember member)
    {
        var value = member.Value;
        return (member.Name, value.Kind) switch
        {
            ("query", JsonKind.Object) => request with { Query = QueryParser.Parse(value), HasQuery = true },
            ("knn", JsonKind.Object or JsonKind.Array) => request with { Knn = KnnSearch.Parse(value) },
            ("post_filter", JsonKind.Object) => request with { PostFilter = QueryParser.Parse(value) },
            ("aggs" or "aggregations", JsonKind.Object) => request with { Aggregations = AggregationParser.ParseAll(value) },
            ("from", JsonKind.Number or JsonKind.String or JsonKind.Boolean) => request with { From = NotNegative("[from] parameter cannot be negative but was [{0}]", value) },
            ("size", JsonKind.Number or JsonKind.String or JsonKind.Boolean) => request with { Size = NotNegative("[size] parameter cannot be negative, found [{0}]", value) },
            ("sort", JsonKind.Number or JsonKind.Boolean) => WithSort(request, [new SortKey(value.Text, Descending: false)]),
            ("sort", JsonKind.String or JsonKind.Object or JsonKind.Array) => WithSort(request, SortParser.Parse(value)),
            ("search_after", JsonKind.Array) => request with { SearchAfter = SearchAfter.Parse(value) },
            ("_source", not JsonKind.Null and not JsonKind.Number) => request with { Source = SourceFilter.Parse(value), AsksForSource = true },
            ("fields", JsonKind.Array) => request with { Fields = FieldRequest.ParseAll(value) },
            ("docvalue_fields", JsonKind.Array) => request with { DocValueFields = FieldRequest.ParseAll(value) },
            ("collapse", JsonKind.Object) => request with { Collapse = CollapseRequest.Parse(value, inner => ParseHits(inner, "[inner_hits] of a [collapse]")) },
            ("indices_boost", JsonKind.Array) => request with { IndicesBoost = IndicesBoost.Parse(value) },
            ("pit", JsonKind.Object) => request with { PointInTime = PointInTime(value) },
            ("slice", JsonKind.Object) => request with { Slice = Slice(value) },
            ("profile", JsonKind.Boolean or JsonKind.String or JsonKind.Number) => request with { Profile = value.AsBoolean() },
            ("track_total_hits", JsonKind.Boolean or JsonKind.Number or JsonKind.String) => request with { TrackTotalHits = TrackTotalHits(value) },
            ("track_scores", JsonKind.Boolean or JsonKind.String or JsonKind.Number) => request with { TrackScores = value.AsBoolean() },
            ("min_score", JsonKind.Number or JsonKind.String or JsonKind.Boolean) => request with { MinScore = (float)value.AsDouble() },
            ("version", JsonKind.Boolean or JsonKind.String or JsonKind.Number) => request with { WithVersion = value.AsBoolean() },
            ("seq_no_primary_term", JsonKind.Boolean or JsonKind.String or JsonKind.Number) => request with { WithSeqNo = value.AsBoolean() },
            ("timeout", JsonKind.String or JsonKind.Number or JsonKind.Boolean) => request with { Timeout = TimeValue.Parse(value.Text, "timeout") },
            ("stored_fields", JsonKind.String or JsonKind.Array) => request with { StoredFields = StoredFields(value) },
            ("stats", JsonKind.Array) => request with { StatsGroups = [.. value.Items.Select(StatsGroup)] },
            ("terminate_after", JsonKind.Number or JsonKind.String or JsonKind.Boolean) => request with { TerminateAfter = TerminateAfter(value.AsInt()) },
            ("explain", JsonKind.Boolean or JsonKind.String or JsonKind.Number) => request with { Explain = value.AsBoolean() },
            _ when Elsewhere.Contains(member.Name) => throw Failure.Unsupported($"[{member.Name}] in a search").Raise(),
            _ => throw Failure.Parsing($"Unknown key for a {value.TokenName} in [{member.Name}].", value.Location).Raise(),
        };
    }

    private static SearchRequest ApplyUrl(SearchRequest request, QueryParameters query)
    {
        if (QueryStringQuery.From(query) is { } text)
            request = request with { Query = text, HasQuery = true };
        if (query.Int("from") is { } from)
            request = request with { From = NotNegative("[from] parameter cannot be negative but was [{0}]", from) };
        if (query.Int("size") is { } size)
            request = request with { Size = NotNegative("[size] parameter cannot be negative, found [{0}]", size) };
        if (query.List("sort") is { } sort)
            request = WithSort(request, SortParser.Parse(sort));
        if (SourceFilter.From(query) is { } source)
            request = request with { Source = source, AsksForSource = true };
        if (query.Text("track_total_hits") is { } track)
            request = request with { TrackTotalHits = TrackTotalHits(track) };
        if (query.Time("timeout") is { } timeout)
            request = request with { Timeout = timeout };
        if (query.List("stored_fields") is { } stored)
            request = request with { StoredFields = stored };
        if (query.List("docvalue_fields") is { } values)
            request = request with { DocValueFields = FieldRequest.Of(values) };
        if (query.Int("terminate_after") is { } count)
            request = request with { TerminateAfter = TerminateAfter(count) };
        if (query.List("stats") is { } groups)
            request = request with { StatsGroups = groups };
        if (query.Time("scroll") is { } scroll)
            request = request with { Scroll = scroll };
        if (query.Text("search_type") is { } type && type is not ("query_then_fetch" or "dfs_query_then_fetch"))
            throw Failure.IllegalArgument($"No search type for [{type}]").Raise();
        if (query.Int("batched_reduce_size") is < 2)
            throw Failure.IllegalArgument("batchedReduceSize must be >= 2").Raise();
        if (query.Int("pre_filter_shard_size") is < 1)
            throw Failure.IllegalArgument("preFilterShardSize must be >= 1").Raise();
        return request with
        {
            Reach = Reach(query),
            Explain = query.Bool("explain", request.Explain),
            TrackScores = query.Bool("track_scores", request.TrackScores),
            TotalHitsAsInt = query.Bool("rest_total_hits_as_int"),
            WithVersion = query.Bool("version", request.WithVersion),
            WithSeqNo = query.Bool("seq_no_primary_term", request.WithSeqNo),
            TypedKeys = query.Bool("typed_keys"),
            AllowPartialResults = query.Bool("allow_partial_search_results", true),
            RequestCache = query.Has("request_cache") ? query.Bool("request_cache") : null,
        };
    }

    /// <summary>Which shards the routing and the preference of a URL mean.</summary>
    /// <exception cref="FailureException">There is no such preference.</exception>
    public static ShardReach Reach(QueryParameters query)
    {
        const string shards = "_shards:";
        var preference = query.Text("preference");
        if (preference is ['_', ..] && !Preferences.Any(known => preference.StartsWith(known, StringComparison.Ordinal)))
            throw Failure.IllegalArgument($"no Preference for [{preference}]").Raise();
        // Behind a bar stands a second preference, which chooses between copies.
        var named = preference?.StartsWith(shards, StringComparison.Ordinal) == true ? preference[shards.Length..].Split('|')[0].Split(',') : null;
        return new ShardReach(
            query.List("routing"),
            named?.Select(text => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new Failure(FailureKind.NumberFormat, $"For input string: \"{text}\"").Raise()).ToList());
    }

    // A sole descending score is the default order.
    private static SearchRequest WithSort(SearchRequest request, IReadOnlyList<SortKey> sort) => request with
    {
        SortAsGiven = sort,
        Sort = sort is [{ Field: SortKey.Score, Descending: true }] ? [] : sort,
    };

    private static SearchRequest Check(SearchRequest request, QueryParameters query)
    {
        if (request.TotalHitsAsInt && request.TrackTotalHits is not (0 or long.MaxValue or SearchRequest.DefaultTrackTotalHits))
        {
            throw Failure.IllegalArgument(
                $"[rest_total_hits_as_int] cannot be used if the tracking of total hits is not accurate, got {request.TrackTotalHits}").Raise();
        }

        AggregationParser.RequirePlaces(request.Aggregations);
        if (request.Knn.Count > 0 && request.Collapse is { InnerHits.Count: > 0 })
            throw Failure.Unsupported("[inner_hits] of a [collapse] with [knn]").Raise();
        if (Invalid(request, query).ToList() is { Count: > 0 } invalid)
            throw Failure.Validation(invalid).Raise();
        if (request.StoredFields is { } stored && stored.Contains("_source"))
            request = request with { Source = request.Source with { Fetch = true } };
        else if (request.StoredFields is not null && !request.AsksForSource)
            request = request with { Source = SourceFilter.None };
        // A scroll counts exactly, whatever the default is.
        if (request.Scroll is not null)
            request = request with { TrackTotalHits = long.MaxValue };
        return request.TotalHitsAsInt && request.TrackTotalHits != 0 ? request with { TrackTotalHits = long.MaxValue } : request;
    }

    // What cannot go together, in Elasticsearch's order.
    private static IEnumerable<string> Invalid(SearchRequest request, QueryParameters query)
    {
        if (request.Scroll is not null)
        {
            if (request.TrackTotalHits is not (long.MaxValue or SearchRequest.DefaultTrackTotalHits))
                yield return "disabling [track_total_hits] is not allowed in a scroll context";
            if (request.From > 0)
                yield return "using [from] is not allowed in a scroll context";
            if (request.Size == 0)
                yield return "[size] cannot be [0] in a scroll context";
            if (request.SearchAfter is not null)
                yield return "[search_after] cannot be used in a scroll context";
            if (request.Collapse is not null)
                yield return "cannot use `collapse` in a scroll context";
            if (request.RequestCache == true)
                yield return "[request_cache] cannot be used in a scroll context";
            if (request.PointInTime is not null)
                yield return "using [point in time] is not allowed in a scroll context";
        }
        else if (request.SearchAfter is not null && request.From > 0)
        {
            yield return "[from] parameter must be set to 0 when [search_after] is used";
        }

        if (request.PointInTime is not null)
        {
            if (query.Has("ignore_unavailable") || query.Has("allow_no_indices") || query.Has("expand_wildcards"))
                yield return "[indicesOptions] cannot be used with point in time";
            if (query.Has("routing"))
                yield return "[routing] cannot be used with point in time";
            if (query.Has("preference"))
                yield return "[preference] cannot be used with point in time";
        }
        else if (request.Slice is not null && request.Scroll is null)
        {
            yield return "[slice] can only be used with [scroll] or [point-in-time] requests";
        }

        if (request.ShowsIds)
            yield break;
        if (request.AsksForSource && request.Source.Fetch)
            yield return "[stored_fields] cannot be disabled if [_source] is requested";
        if (request.Fields.Count > 0)
            yield return "[stored_fields] cannot be disabled when using the [fields] option";
    }

    /// <summary>Reads what of a group's hits is shown: three hits unless it says otherwise.</summary>
    /// <param name="body">The keys of a search that are about hits, and a name.</param>
    /// <param name="what">What the hits belong to, for a refusal.</param>
    /// <exception cref="FailureException">A key is none of these, or a value is wrong.</exception>
    public static SearchRequest ParseHits(JsonValue body, string what)
    {
        var request = new SearchRequest { Size = 3 };
        foreach (var member in body.Members.Where(member => member.Name != "name"))
        {
            request = member.Name is "from" or "size" or "sort" or "_source" or "version" or "seq_no_primary_term" or "track_scores" or "fields"
                or "docvalue_fields" or "stored_fields"
                ? Apply(request, member)
                : throw (Elsewhere.Contains(member.Name) || what[0] == '[' && !what.StartsWith("[top_hits]", StringComparison.Ordinal)
                    ? Failure.Unsupported($"[{member.Name}] in the {what}")
                    : Failure.Parsing($"Unknown key for a {member.Value.TokenName} in [{member.Name}].", member.Value.Location)).Raise();
        }

        return request with { TrackTotalHits = long.MaxValue };
    }

    private static List<string> StoredFields(JsonValue value) =>
        value.Kind == JsonKind.Array ? [.. value.Items.Select(QueryKeys.Text)] : [value.Text];

    private static PointInTimeRequest PointInTime(JsonValue value)
    {
        string? id = null;
        TimeSpan? keepAlive = null;
        foreach (var member in value.Members)
        {
            switch (member.Name)
            {
                case "id" when member.Value.Kind == JsonKind.String:
                    id = member.Value.Text;
                    break;
                case "id":
                    throw new Failure(
                        FailureKind.XContentParse, $"{member.Value.Location} [pit] id doesn't support values of type: {member.Value.TokenName}").Raise();
                case "keep_alive":
                    keepAlive = TimeValue.Parse(member.Value.Text, "keep_alive");
                    break;
                default:
                    throw new Failure(FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [pit] unknown field [{member.Name}]").Raise();
            }
        }

        return id is null ? throw Failure.IllegalArgument("point in time id is not provided").Raise() : new PointInTimeRequest(id, keepAlive);
    }

    private static SliceRequest Slice(JsonValue value)
    {
        int id = -1, max = -1;
        foreach (var member in value.Members)
        {
            switch (member.Name)
            {
                case "id":
                    id = member.Value.AsInt();
                    break;
                case "max":
                    max = member.Value.AsInt();
                    break;
                case "field":
                    throw Failure.Unsupported("[field] in a slice").Raise();
                default:
                    throw new Failure(FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [slice] unknown field [{member.Name}]").Raise();
            }
        }

        if (id < 0)
            throw Wrong("id", "id must be greater than or equal to 0");
        if (max <= 1)
            throw Wrong("max", "max must be greater than 1");
        return id < max ? new SliceRequest(id, max) : throw Wrong("max", "max must be greater than id");

        FailureException Wrong(string key, string reason) => (value[key] is { } given
            ? new Failure(FailureKind.XContentParse, $"{given.Location} [slice] failed to parse field [{key}]") { CausedBy = Failure.IllegalArgument(reason) }
            : Failure.IllegalArgument(reason)).Raise();
    }

    private static int? TerminateAfter(int count) => count switch
    {
        0 => null,
        > 0 => count,
        _ => throw Failure.IllegalArgument("terminateAfter must be > 0").Raise(),
    };

    // Only what has no hits is cached, and nothing that depends on the time or on chance.
    private static SearchRequest Cached(SearchRequest request, JsonValue? body, QueryParameters query)
    {
        var url = string.Join('&', query.Names.Order(StringComparer.Ordinal).Select(name => $"{name}={query.Text(name)}"));
        var text = body is null ? url : $"{url}\n{System.Text.Encoding.UTF8.GetString(body.Raw.Span)}";
        return request is { Size: 0, RequestCache: not false, Scroll: null, PointInTime: null, Profile: false }
            && !RequestCacheKey.IsVolatile(text)
            ? request with { CacheText = text }
            : request;
    }

    private static string StatsGroup(JsonValue value) => value.Kind == JsonKind.String
        ? value.Text
        : throw Failure.Parsing($"Expected [VALUE_STRING] in [stats] but found [{value.TokenName}]", value.Location).Raise();

    private static long TrackTotalHits(JsonValue value) => value.Kind switch
    {
        JsonKind.Number => TrackTotalHits(value.AsInt().ToString(System.Globalization.CultureInfo.InvariantCulture)),
        _ when value.Text.Length == 0 => throw new Failure(FailureKind.NumberFormat, "empty String").Raise(),
        _ => TrackTotalHits(value.Text),
    };

    private static long TrackTotalHits(string text) => text switch
    {
        "true" or "" => long.MaxValue,
        "false" => 0,
        _ when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number switch
        {
            -1 => 0,
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
