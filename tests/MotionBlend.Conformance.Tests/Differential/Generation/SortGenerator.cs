using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated sorts: by fields with their options, by score, by document order.</summary>
public sealed class SortGenerator(Dice dice, IReadOnlyList<FieldSpec> fields)
{
    public JsonNode Sort() => dice.Chance(0.2) ? One() : Tree.List(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => (JsonNode?)One()));

    private JsonNode One() => dice.Weighted<JsonNode>(
        (16, ByField),
        (3, () => dice.Pick<JsonNode>("_score", Tree.Of("_score", dice.Pick("asc", "desc")))),
        (3, () => dice.Pick<JsonNode>("_doc", Tree.Of("_doc", dice.Pick("asc", "desc")))));

    private JsonNode ByField()
    {
        if (dice.Chance(0.03)) return Tree.Of("nope", Tree.Of("unmapped_type", dice.Pick("long", "keyword")));
        var field = dice.Pick(fields.Where(candidate => candidate.HasDocValues || dice.Chance(0.03)).ToList());
        if (dice.Chance(0.2)) return field.Path;
        if (dice.Chance(0.3)) return Tree.Of(field.Path, dice.Pick("asc", "desc"));
        var body = new JsonObject();
        dice.Maybe(0.7, body, "order", () => dice.Pick("asc", "desc"));
        dice.Maybe(0.3, body, "missing", () => dice.Pick<JsonNode?>("_first", "_last", field.Kind switch
        {
            FieldKind.Keyword => "walk",
            FieldKind.Date => "2024-02-01",
            FieldKind.Boolean => true,
            _ => 4,
        }));
        if (field.Kind is FieldKind.Whole or FieldKind.Fraction) dice.Maybe(0.2, body, "mode", () => dice.Pick("min", "max", "avg", "sum", "median"));
        else dice.Maybe(0.1, body, "mode", () => dice.Pick("min", "max"));
        if (field.Kind is FieldKind.Whole or FieldKind.Fraction or FieldKind.Date) dice.Maybe(0.05, body, "numeric_type", () => dice.Pick("long", "double"));
        if (field.Kind == FieldKind.Date) dice.Maybe(0.15, body, "format", () => "yyyy-MM-dd");
        return Tree.Of(field.Path, body);
    }
}
