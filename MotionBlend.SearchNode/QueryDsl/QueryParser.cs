using System.Collections.Frozen;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl.FunctionScore;
using MotionBlend.SearchNode.QueryDsl.QueryString;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>Reads a query: an object with one name, which chooses the parser of its kind.</summary>
internal static class QueryParser
{
    /// <summary>Deepest nesting of queries, Elasticsearch's <c>indices.query.bool.max_nested_depth</c>.</summary>
    private const int MaxDepth = 30;

    private static readonly FrozenDictionary<string, Func<JsonValue, int, QueryClause>> Parsers =
        new Dictionary<string, Func<JsonValue, int, QueryClause>>(StringComparer.Ordinal)
        {
            ["bool"] = BoolQuery.Parse,
            ["boosting"] = BoostingQuery.Parse,
            ["constant_score"] = ConstantScoreQuery.Parse,
            ["dis_max"] = DisMaxQuery.Parse,
            ["exists"] = (body, _) => ExistsQuery.Parse(body),
            ["function_score"] = FunctionScoreQuery.Parse,
            ["fuzzy"] = (body, _) => FuzzyQuery.Parse(body),
            ["ids"] = (body, _) => QueryKeys.ByObjectParser(body, IdsQuery.Parse),
            ["knn"] = KnnQuery.Parse,
            ["match"] = (body, _) => MatchQuery.Parse(body),
            ["match_all"] = (body, _) => QueryKeys.ByObjectParser(body, MatchAllQuery.Parse),
            ["match_bool_prefix"] = (body, _) => MatchBoolPrefixQuery.Parse(body),
            ["match_none"] = (body, _) => MatchNoneQuery.Parse(body),
            ["match_phrase"] = (body, _) => MatchPhraseQuery.Parse(body),
            ["match_phrase_prefix"] = (body, _) => MatchPhrasePrefixQuery.Parse(body),
            ["multi_match"] = (body, _) => MultiMatchQuery.Parse(body),
            ["prefix"] = (body, _) => PrefixQuery.Parse(body),
            ["query_string"] = (body, _) => QueryStringQuery.Parse(body),
            ["range"] = (body, _) => RangeQuery.Parse(body),
            ["regexp"] = (body, _) => RegexpQuery.Parse(body),
            ["simple_query_string"] = (body, _) => SimpleQueryStringQuery.Parse(body),
            ["term"] = (body, _) => TermQuery.Parse(body),
            ["terms"] = (body, _) => TermsQuery.Parse(body),
            ["wildcard"] = (body, _) => WildcardQuery.Parse(body),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Kinds that Elasticsearch has and this node has not; adding a parser is enough to lift the refusal.</summary>
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.Create(
        StringComparer.Ordinal,
        "combined_fields", "distance_feature", "geo_bounding_box", "geo_distance", "geo_grid", "geo_polygon",
        "geo_shape", "has_child", "has_parent", "intervals", "more_like_this", "nested", "parent_id", "percolate", "pinned",
        "rank_feature", "rule", "script", "script_score", "semantic", "shape", "span_containing",
        "span_field_masking", "span_first", "span_multi", "span_near", "span_not", "span_or", "span_term", "span_within", "sparse_vector",
        "terms_set", "text_expansion", "weighted_tokens", "wrapper");

    /// <summary>Parses a query.</summary>
    /// <param name="value">The query's object.</param>
    /// <param name="depth">How many queries are around it.</param>
    /// <exception cref="FailureException">The query is malformed, unknown or not supported.</exception>
    public static QueryClause Parse(JsonValue value, int depth = 0)
    {
        if (value is { Kind: JsonKind.Array, Items.First: { Kind: JsonKind.Object } inner })
            Parse(inner, depth);
        if (value.Kind != JsonKind.Object)
            throw NoStart(value.Location).Raise();
        if (depth > MaxDepth)
        {
            throw Failure.IllegalArgument(
                $"The nested depth of the query exceeds the maximum nested depth for queries set in [indices.query.bool.max_nested_depth] ({MaxDepth})").Raise();
        }

        if (value.Members.First is not { } first)
            throw Failure.IllegalArgument($"query malformed, empty clause found at {value.EndLocation}").Raise();
        if (first.Value.Kind != JsonKind.Object)
            throw Failure.Parsing($"[{first.Name}] query malformed, no start_object after query name", first.Value.Location).Raise();
        if (!Parsers.TryGetValue(first.Name, out var parse))
            throw Unknown(first).Raise();
        var clause = ParseKind(parse, first, depth);
        return value.Members.Count == 1 ? clause : throw Malformed(first, value.Members[1]).Raise();
    }

    /// <summary>Said where no query starts.</summary>
    public static Failure NoStart(JsonLocation location) => Failure.Parsing("[_na] query malformed, must start with start_object", location);

    private static QueryClause ParseKind(Func<JsonValue, int, QueryClause> parse, JsonMember kind, int depth)
    {
        try
        {
            return parse(kind.Value, depth);
        }
        catch (FailureException e) when (kind.Value.Members.Find(member => member.NameStart > e.Failure.EndsEarlyAt) is { } behind)
        {
            throw Malformed(kind, behind).Raise();
        }
    }

    private static Failure Malformed(JsonMember kind, JsonMember behind) => Failure.Parsing(
        $"[{kind.Name}] malformed query, expected [END_OBJECT] but found [FIELD_NAME]", kind.Value.LocationAt(behind.NameStart));

    /// <summary>Parses a query of an array.</summary>
    /// <param name="item">The query's object.</param>
    /// <param name="depth">How many queries are around it.</param>
    /// <param name="surplus">What is said of an end of an object between the items.</param>
    /// <exception cref="FailureException">The query is malformed, unknown or not supported.</exception>
    public static QueryClause ParseItem(JsonValue item, int depth, Func<JsonLocation, Failure> surplus)
    {
        try
        {
            return Parse(item, depth);
        }
        catch (FailureException e) when (e.Failure.EndsEarlyAt is not null)
        {
            throw surplus(item.EndLocation).Raise();
        }
    }

    /// <summary>Parses the queries of an array. As in Elasticsearch, a value before an object is passed over.</summary>
    /// <param name="array">The array.</param>
    /// <param name="depth">How many queries are around them.</param>
    /// <param name="surplus">What is said of an end of an object between them.</param>
    /// <exception cref="FailureException">One is malformed, unknown or not supported.</exception>
    public static IEnumerable<QueryClause> ParseItems(JsonValue array, int depth, Func<JsonLocation, Failure> surplus)
    {
        JsonValue? before = null;
        foreach (var item in array.Items)
        {
            if (before is not null && item.Kind != JsonKind.Object)
                Parse(before, depth);
            before = item.Kind is JsonKind.Object or JsonKind.Array ? null : item;
            if (before is null)
                yield return ParseItem(item, depth, surplus);
        }

        if (before is not null)
            Parse(before, depth);
    }

    /// <summary>Parses a body that has nothing but <c>query</c>, and no further than its end; null where it has none.</summary>
    /// <exception cref="FailureException">The body is no object, has another key, or its query cannot be parsed.</exception>
    public static QueryClause? ParseBody(ReadOnlyMemory<byte> text)
    {
        try
        {
            var body = JsonBody.ParseFirstAsItComes(text);
            if (body.Kind != JsonKind.Object)
                throw Failure.Parsing($"Expected [START_OBJECT] but found [{body.TokenName}]", body.Location).Raise();
            QueryClause? query = null;
            foreach (var (name, nameStart, value) in body.Members)
            {
                query = name == "query"
                    ? Parse(value)
                    : throw Failure.Parsing($"request does not support [{name}]", value.LocationAt(nameStart)).Raise();
            }

            return query;
        }
        catch (FailureException e) when (e.Failure.Kind != FailureKind.Parsing && !e.Failure.IsUnsupported)
        {
            // What else is wrong is told as a fault of parsing, with what it is as the cause.
            throw (Failure.Parsing("Failed to parse", e.Failure.Location ?? new JsonLocation(1, 1)) with { CausedBy = e.Failure }).Raise();
        }
    }

    private static Failure Unknown(JsonMember member) => Elsewhere.Contains(member.Name)
        ? Failure.Parsing($"query [{member.Name}] is not supported by this node", member.Value.Location)
        : Failure.Parsing($"unknown query [{member.Name}]{DidYouMean.Hint(member.Name, Parsers.Keys.Concat(Elsewhere))}", member.Value.Location) with
        {
            CausedBy = new Failure(FailureKind.NamedObjectNotFound, $"{member.Value.Location} unknown field [{member.Name}]"),
        };
}
