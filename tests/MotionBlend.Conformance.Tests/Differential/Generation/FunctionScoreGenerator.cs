using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated function_score queries: weights, field value factors, decays and seeded random scores.</summary>
public sealed class FunctionScoreGenerator(Dice dice, IReadOnlyList<FieldSpec> fields, QueryGenerator queries)
{
    public JsonObject Query(int depth)
    {
        var body = new JsonObject();
        dice.Maybe(0.7, body, "query", () => queries.Query(depth));
        if (dice.Chance(0.3)) Put(body, allowWeight: true);
        else body["functions"] = Tree.List(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => (JsonNode?)Entry()));
        dice.Maybe(0.6, body, "score_mode", () => dice.Pick("multiply", "sum", "avg", "first", "max", "min"));
        dice.Maybe(0.6, body, "boost_mode", () => dice.Pick("multiply", "replace", "sum", "avg", "max", "min"));
        dice.Maybe(0.15, body, "max_boost", () => dice.Pick(0.5, 2.0, 10.0));
        dice.Maybe(0.1, body, "min_score", () => dice.Pick(0.5, 1.0));
        dice.Maybe(0.1, body, "boost", () => 2);
        return Tree.Of("function_score", body);
    }

    private JsonObject Entry()
    {
        var entry = new JsonObject();
        dice.Maybe(0.5, entry, "filter", () => queries.Query(0));
        dice.Maybe(0.4, entry, "weight", Weight);
        if (entry["weight"] is null || dice.Chance(0.6)) Put(entry, allowWeight: false);
        return entry;
    }

    private JsonNode? Weight() => dice.Pick<JsonNode?>(0, 0.5, 2, 3);

    private void Put(JsonObject target, bool allowWeight)
    {
        switch (dice.Between(0, allowWeight ? 3 : 2))
        {
            case 0:
                target["field_value_factor"] = FieldValueFactor();
                break;
            case 1:
                target[dice.Pick("gauss", "exp", "linear")] = Decay();
                break;
            case 2:
                target["random_score"] = new JsonObject { ["seed"] = dice.Between(1, 1000), ["field"] = "_seq_no" };
                break;
            default:
                target["weight"] = Weight();
                break;
        }
    }

    private JsonObject FieldValueFactor()
    {
        var field = dice.Pick(fields.Where(candidate => candidate.Kind is FieldKind.Whole or FieldKind.Fraction).ToList());
        var body = Tree.Of("field", field.Path);
        body["modifier"] = dice.Pick("none", "log1p", "log2p", "ln1p", "ln2p", "square", "sqrt", "reciprocal", "log", "ln");
        dice.Maybe(0.5, body, "factor", () => dice.Pick<JsonNode?>(1, 1.2, 0.1));
        dice.Maybe(0.8, body, "missing", () => dice.Pick<JsonNode?>(1, 2.5));
        return body;
    }

    private JsonObject Decay()
    {
        var field = dice.Pick(fields.Where(candidate => candidate.Kind is FieldKind.Whole or FieldKind.Fraction or FieldKind.Date).ToList());
        var isDate = field.Kind == FieldKind.Date;
        var body = new JsonObject { ["origin"] = isDate ? "2024-02-10" : dice.Between(0, 10), ["scale"] = isDate ? dice.Pick("10d", "36h") : dice.Pick<JsonNode?>(0.3, 5) };
        dice.Maybe(0.4, body, "offset", () => isDate ? "2d" : dice.Pick<JsonNode?>(0.1, 2));
        dice.Maybe(0.4, body, "decay", () => dice.Pick(0.3, 0.5, 0.9));
        var decay = Tree.Of(field.Path, body);
        dice.Maybe(0.15, decay, "multi_value_mode", () => dice.Pick("min", "max", "avg", "sum"));
        return decay;
    }
}
