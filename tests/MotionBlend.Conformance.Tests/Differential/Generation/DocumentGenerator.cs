using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated documents for a mapping: most clean, some with nulls, arrays, unmapped or ill-typed values.</summary>
public static class DocumentGenerator
{
    public static JsonObject Document(Dice dice, IReadOnlyList<FieldSpec> fields, double wildness)
    {
        var document = new JsonObject();
        foreach (var field in fields)
        {
            if (!dice.Chance(0.85)) continue;
            Put(document, field.Path, Value(dice, field, wildness));
        }

        if (dice.Chance(wildness / 2)) document["extra"] = dice.Pick<JsonNode?>("new", 7, 1.5, true, "2024-05-05", Tree.Of("a", 1));
        return document;
    }

    private static JsonNode? Value(Dice dice, FieldSpec field, double wildness)
    {
        if (field.Kind != FieldKind.Vector)
        {
            if (dice.Chance(0.04)) return null;
            if (dice.Chance(0.06)) return Tree.List(Enumerable.Range(0, dice.Between(0, 3)).Select(_ => field.Value(dice)));
        }

        return dice.Chance(wildness) ? dice.Pick<JsonNode?>("abc", -1.5, 99999999999L, true, "", Tree.Of("x", 1), "2024-13-01") : field.Value(dice);
    }

    private static void Put(JsonObject document, string path, JsonNode? value)
    {
        var parts = path.Split('.');
        if (parts.Length == 1)
        {
            document[path] = value;
            return;
        }

        if (document[parts[0]] is not JsonObject parent) document[parts[0]] = parent = [];
        parent[parts[1]] = value;
    }
}
