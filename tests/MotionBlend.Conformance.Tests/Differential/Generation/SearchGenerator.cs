using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated search requests: what to find, in which order, which page, and what of each hit.</summary>
public sealed class SearchGenerator
{
    private readonly Dice _dice;
    private readonly IReadOnlyList<FieldSpec> _fields;
    private readonly QueryGenerator _queries;
    private readonly SortGenerator _sorts;
    private readonly AggregationGenerator _aggregations;

    public SearchGenerator(Dice dice, IReadOnlyList<FieldSpec> fields)
    {
        _dice = dice;
        _fields = fields;
        _queries = new QueryGenerator(dice, fields);
        _sorts = new SortGenerator(dice, fields);
        _aggregations = new AggregationGenerator(dice, fields, _queries);
    }

    public JudgedRequest Search() => JudgedRequest.Json("POST", "/{index}/_search" + _dice.Weighted<string>(
        (12, () => ""),
        (1, () => "?rest_total_hits_as_int=true"),
        (1, () => "?typed_keys=true"),
        (1, () => "?filter_path=hits.total,hits.hits._id,hits.hits._score"),
        (1, () => "?size=3&from=1"),
        (1, () => "?request_cache=true")), Body());

    public JudgedRequest Aggregate()
    {
        var body = new JsonObject { ["size"] = _dice.Chance(0.9) ? 0 : 2 };
        _dice.Maybe(0.4, body, "query", () => _queries.Query(1));
        body["aggs"] = _aggregations.Aggregations();
        return JudgedRequest.Json("POST", "/{index}/_search" + (_dice.Chance(0.1) ? "?typed_keys" : ""), body);
    }

    public JudgedRequest Other() => _dice.Weighted<JudgedRequest>(
        (4, () => JudgedRequest.Json("POST", "/{index}/_count", Tree.Of("query", _queries.Query(2)))),
        (2, () => JudgedRequest.Json("POST", "/{index}/_validate/query", Tree.Of("query", _queries.Query(1)))),
        (2, () => JudgedRequest.Lines("/{index}/_msearch", Enumerable.Range(0, _dice.Between(1, 3)).SelectMany(_ => new JsonNode?[] { new JsonObject(), Body() }))),
        (2, Explain),
        (2, () => JudgedRequest.Json("GET", $"/{{index}}/_field_caps?fields={_dice.Pick("*", "k,f", "o.*", "nope")}", null)),
        (1, () => JudgedRequest.Json("GET", $"/{{index}}/_search?q={_dice.Pick("k:walk", "walk", "n:%5B1+TO+5%5D", "b:true+AND+k:run", "f:%3E0.5")}", null)));

    // Conditions are told in Lucene's classes, the parts of a score of words in words that both have.
    private JudgedRequest Explain() => _dice.Chance(0.4)
        ? JudgedRequest.Json("POST", $"/{{index}}/_explain/{_dice.Between(0, 9)}", Tree.Of("query", Tree.Of("match", Tree.Of("k", Values.Keyword(_dice)))))
        : JudgedRequest.Json("POST", $"/{{index}}/_explain/{_dice.Between(0, 9)}?filter_path=_index,_id,matched,explanation.value,get,error,status", Tree.Of("query", _queries.Query(2)));

    /// <summary>A scroll or a point in time read over a few pages: requests that belong together.</summary>
    public IReadOnlyList<JudgedRequest> Pages()
    {
        var body = new JsonObject { ["size"] = _dice.Between(1, 8), ["query"] = _queries.Query(1) };
        _dice.Maybe(0.7, body, "sort", _sorts.Sort);
        if (_dice.Chance(0.5))
        {
            var next = JudgedRequest.Json("POST", "/_search/scroll", new JsonObject { ["scroll_id"] = "{scroll}", ["scroll"] = "1m" }) with { Changes = true };
            return
            [
                JudgedRequest.Json("POST", "/{index}/_search?scroll=1m", body) with { Changes = true }, next, next,
                JudgedRequest.Json("DELETE", "/_search/scroll", Tree.Of("scroll_id", Tree.List(["{scroll}"]))) with { Changes = true }, next,
            ];
        }

        _dice.Maybe(0.05, body, "slice", () => new JsonObject { ["id"] = 2, ["max"] = 2 });
        body["pit"] = new JsonObject { ["id"] = "{pit}", ["keep_alive"] = "1m" };
        var after = (JsonObject)body.DeepClone();
        after["sort"] = Tree.List([Tree.Of("n", "asc")]);
        after["search_after"] = Tree.List([_dice.Between(0, 20), _dice.Between(0, 10)]);
        return
        [
            JudgedRequest.Json("POST", "/{index}/_pit?keep_alive=1m", null) with { Changes = true },
            JudgedRequest.Json("POST", "/_search", body), JudgedRequest.Json("POST", "/_search", after),
            JudgedRequest.Json("DELETE", "/_pit", Tree.Of("id", "{pit}")) with { Changes = true }, JudgedRequest.Json("POST", "/_search", body),
        ];
    }

    private JsonObject Body()
    {
        var body = new JsonObject();
        _dice.Maybe(0.85, body, "query", () => _queries.Query());
        _dice.Maybe(0.5, body, "sort", _sorts.Sort);
        _dice.Maybe(0.4, body, "size", () => _dice.Between(0, 25));
        _dice.Maybe(0.2, body, "from", () => _dice.Between(0, 6));
        _dice.Maybe(0.2, body, "track_total_hits", () => _dice.Pick<JsonNode?>(true, false, 3, 1000));
        _dice.Maybe(0.15, body, "post_filter", () => _queries.Query(1));
        _dice.Maybe(0.1, body, "min_score", () => _dice.Pick(0.1, 0.5, 1.0));
        _dice.Maybe(0.1, body, "track_scores", () => true);
        _dice.Maybe(0.12, body, "collapse", () => Tree.Of("field", _dice.Pick("k", "n")));
        _dice.Maybe(0.25, body, "_source", () => _dice.Pick<JsonNode?>(false, true, "k", Tree.List(["k", "o.*"]), new JsonObject { ["excludes"] = Tree.List(["f", "o.k"]) }, "*.k", new JsonObject { ["includes"] = Tree.List(["o.*", "d*"]), ["excludes"] = Tree.List(["*.n"]) }));
        _dice.Maybe(0.15, body, "fields", () => _dice.Pick<JsonNode?>(Tree.List(["*"]), Tree.List(["k", "n", "f"]), Tree.List<JsonNode?>([new JsonObject { ["field"] = "d", ["format"] = "yyyy-MM-dd" }])));
        _dice.Maybe(0.15, body, "docvalue_fields", () => _dice.Pick<JsonNode?>(Tree.List(["k", "n", "f"]), Tree.List(["d", "b"])));
        _dice.Maybe(0.08, body, "version", () => true);
        _dice.Maybe(0.08, body, "seq_no_primary_term", () => true);
        // A sorted search ends when so many documents were compared, and passes over those that Lucene need not compare.
        if (body["sort"] is null) _dice.Maybe(0.03, body, "terminate_after", () => _dice.Between(1, 10));
        _dice.Maybe(0.03, body, "timeout", () => "10s");
        _dice.Maybe(0.05, body, "profile", () => true);
        _dice.Maybe(0.04, body, "stored_fields", () => _dice.Pick<JsonNode?>("_none_", Tree.List(["_source"]), "k"));
        _dice.Maybe(0.03, body, "indices_boost", () => Tree.List<JsonNode?>([Tree.Of("{index}", _dice.Pick(0.5, 2.0))]));
        _dice.Maybe(0.1, body, "aggs", () => _aggregations.Aggregations(1));
        if (_fields.Any(field => field.Kind == FieldKind.Vector))
        {
            _dice.Maybe(0.2, body, "knn", () => _dice.Chance(0.8) ? _queries.Knn() : Tree.List<JsonNode?>([_queries.Knn(), _queries.Knn()]));
            _dice.Maybe(0.05, body, "fields", () => Tree.List(["v"]));
            _dice.Maybe(0.02, body, "docvalue_fields", () => Tree.List(["v"]));
        }

        if (_dice.Chance(0.08)) SearchAfter(body);
        return body;
    }

    private void SearchAfter(JsonObject body)
    {
        body.Remove("from");
        body["sort"] = Tree.List<JsonNode?>([Tree.Of("n", _dice.Pick("asc", "desc")), Tree.Of("k", _dice.Pick("asc", "desc"))]);
        body["search_after"] = Tree.List<JsonNode?>([_dice.Between(0, 20), _dice.Chance(0.1) ? null : Values.Keyword(_dice)]);
    }
}
