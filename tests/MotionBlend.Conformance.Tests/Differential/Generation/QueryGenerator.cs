using System.Globalization;
using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated queries. The core kinds come often, each of the others as often as the next.</summary>
public sealed class QueryGenerator(Dice dice, IReadOnlyList<FieldSpec> fields)
{
    private readonly FullTextQueryGenerator _text = new(dice, fields);

    /// <summary>A query of at most <paramref name="depth"/> levels.</summary>
    public JsonObject Query(int depth = 3) => dice.Weighted<JsonObject>(
        (depth > 0 ? 24 : 0, () => Bool(depth - 1)),
        (10, Term),
        (8, Terms),
        (12, Range),
        (6, Exists),
        (5, MatchAll),
        (2, () => Tree.Of("match_none", new JsonObject())),
        (4, Ids),
        (4, () => Pattern("prefix", value => value.Length > 2 ? value[..2] : value)),
        (4, () => Pattern("wildcard", Wildcard)),
        (3, () => Pattern("regexp", Regexp)),
        (depth > 0 ? 4 : 0, () => Tree.Of("constant_score", Boosted(Tree.Of("filter", Query(depth - 1))))),
        (depth > 0 ? 3 : 0, () => Boosting(depth - 1)),
        (depth > 0 ? 4 : 0, () => DisMax(depth - 1)),
        (depth > 0 ? 8 : 0, () => new FunctionScoreGenerator(dice, fields, this).Query(depth - 1)),
        (14, _text.Query),
        (fields.Any(field => field.Kind == FieldKind.Vector) ? 4 : 0, () => Tree.Of("knn", Knn())));

    /// <summary>The body of a knn search over a vector field.</summary>
    public JsonObject Knn()
    {
        var field = fields.First(candidate => candidate.Kind == FieldKind.Vector);
        var k = dice.Between(1, 8);
        var knn = new JsonObject { ["field"] = field.Path, ["query_vector"] = field.Value(dice), ["k"] = k, ["num_candidates"] = 50 };
        dice.Maybe(0.3, knn, "filter", () => Query(0));
        dice.Maybe(0.2, knn, "similarity", () => dice.Pick(0.1, 0.5, 1.2));
        // A graph that is searched with few candidates may miss the nearest, and how it misses is no part of the contract.
        if (dice.Chance(0.05)) knn.Remove(dice.Pick("k", field.IsGraph ? "k" : "num_candidates"));
        if (!field.IsGraph) dice.Maybe(0.03, knn, "num_candidates", () => dice.Between(1, k));
        return Boosted(knn);
    }

    private JsonObject Bool(int depth)
    {
        var query = new JsonObject();
        dice.Maybe(0.45, query, "must", () => Clauses(depth));
        dice.Maybe(0.4, query, "filter", () => Clauses(depth));
        dice.Maybe(0.45, query, "should", () => Clauses(depth));
        dice.Maybe(0.25, query, "must_not", () => Clauses(depth));
        dice.Maybe(0.25, query, "minimum_should_match", () => dice.Pick<JsonNode?>(1, 2, 0, -1, "1", "50%", "-25%", "2<75%", "1<-1 3<50%"));
        dice.Maybe(0.05, query, "adjust_pure_negative", () => dice.Chance(0.5));
        return Tree.Of("bool", Boosted(query));
    }

    private JsonNode Clauses(int depth) =>
        dice.Chance(0.3) ? Query(depth) : Tree.List(Enumerable.Range(0, dice.Between(0, 3)).Select(_ => (JsonNode?)Query(depth)));

    private JsonObject MatchAll() => Tree.Of("match_all", Boosted([]));

    private JsonObject Term()
    {
        var field = Field();
        var value = field.Value(dice);
        if (dice.Chance(0.6)) return Tree.Of("term", Tree.Of(field.Path, value));
        var body = Tree.Of("value", value);
        if (field.Kind == FieldKind.Keyword) dice.Maybe(0.3, body, "case_insensitive", () => dice.Chance(0.7));
        return Tree.Of("term", Tree.Of(field.Path, Boosted(body)));
    }

    private JsonObject Terms()
    {
        var field = Field();
        return Tree.Of("terms", Boosted(Tree.Of(field.Path, Tree.List(Enumerable.Range(0, dice.Between(0, 4)).Select(_ => field.Value(dice))))));
    }

    private JsonObject Range()
    {
        var field = Field();
        var body = new JsonObject();
        dice.Maybe(0.6, body, dice.Pick("gt", "gte"), () => Bound(field));
        dice.Maybe(0.6, body, dice.Pick("lt", "lte"), () => Bound(field));
        if (field.Kind == FieldKind.Date) dice.Maybe(0.2, body, "time_zone", () => dice.Pick("+02:00", "Europe/Berlin", "UTC"));
        return Tree.Of("range", Tree.Of(field.Path, Boosted(body)));
    }

    private JsonNode? Bound(FieldSpec field)
    {
        if (field.Kind != FieldKind.Date || dice.Chance(0.3)) return dice.Chance(0.05) ? null : field.Value(dice);
        var day = Values.Moment(dice).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return dice.Pick(day, day[..7], "2024", $"{day}||/M", $"{day}||+1M/d", $"{day}||-1w", $"{day}T12", $"{day}T12:30", "now-1d/d", $"{day}||/y");
    }

    private JsonObject Exists() =>
        Tree.Of("exists", Boosted(Tree.Of("field", dice.Weighted<string>((10, () => Field().Path), (1, () => "o"), (1, () => "nope"), (1, () => "o.*"), (1, () => "extra")))));

    private JsonObject Ids() => Tree.Of("ids", Boosted(Tree.Of("values", Tree.List(Enumerable.Range(0, dice.Between(0, 4)).Select(_ => $"{dice.Between(0, 40)}")))));

    private JsonObject Pattern(string kind, Func<string, string> pattern)
    {
        var field = dice.Chance(0.95) ? Of(FieldKind.Keyword, FieldKind.Text) : Field();
        var value = pattern(Values.Keyword(dice)!.ToString());
        if (dice.Chance(0.5)) return Tree.Of(kind, Tree.Of(field.Path, value));
        var body = Tree.Of("value", value);
        dice.Maybe(0.4, body, "case_insensitive", () => dice.Chance(0.7));
        return Tree.Of(kind, Tree.Of(field.Path, Boosted(body)));
    }

    private string Wildcard(string value) => dice.Pick("*", "?*", value + "*", "*" + value, value.Length > 1 ? value[..1] + "?" + value[2..] : "?", "*_0*", "cmu\\_*", "w*k");

    private string Regexp(string value) => dice.Pick(".*", "w.*", "[a-r]+", "cmu_0[12]_.*", "(walk|run)", ".{4}", value.Replace(".", "\\.", StringComparison.Ordinal), "run(_fast)?", "w[^x]lk", "a\\.b");

    private JsonObject Boosting(int depth) => Tree.Of("boosting", Boosted(new JsonObject
    {
        ["positive"] = Query(depth),
        ["negative"] = Query(depth),
        ["negative_boost"] = dice.Pick(0.0, 0.2, 0.5, 1.0),
    }));

    private JsonObject DisMax(int depth)
    {
        var body = Tree.Of("queries", Tree.List(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => (JsonNode?)Query(depth))));
        dice.Maybe(0.5, body, "tie_breaker", () => dice.Pick(0.0, 0.3, 1.0));
        return Tree.Of("dis_max", Boosted(body));
    }

    private JsonObject Boosted(JsonObject body)
    {
        dice.Maybe(0.15, body, "boost", () => dice.Pick<JsonNode?>(0, 0.5, 1, 2, 3.3));
        return body;
    }

    private FieldSpec Field() => dice.Pick(fields.Where(field => field.Kind != FieldKind.Vector).ToList());

    private FieldSpec Of(params FieldKind[] kinds) => dice.Pick(fields.Where(field => kinds.Contains(field.Kind)).ToList());
}
