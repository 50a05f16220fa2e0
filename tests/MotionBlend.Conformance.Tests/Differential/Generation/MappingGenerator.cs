using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated mappings: the field types of our scope, most with their usual parameters now and then.</summary>
public static class MappingGenerator
{
    public static List<FieldSpec> Fields(Dice dice)
    {
        List<FieldSpec> fields =
        [
            new("k", FieldKind.Keyword, Type("keyword"), Values.Keyword),
            new("f", FieldKind.Fraction, Type("float"), Values.Fraction),
            new("n", FieldKind.Whole, Type(dice.Pick("integer", "long", "short", "byte")), Values.Whole),
            new("b", FieldKind.Boolean, Type("boolean"), Values.Boolean),
            new("d", FieldKind.Date, Date(dice), Values.Date),
        ];
        List<FieldSpec> further =
        [
            new("k2", FieldKind.Keyword, Keyword(dice), Values.Keyword),
            new("g", FieldKind.Fraction, Number(dice, dice.Pick("double", "float", "half_float")), Values.Fraction),
            new("m", FieldKind.Whole, Number(dice, dice.Pick("integer", "long")), Values.Whole),
            new("t", FieldKind.Text, Type("text"), Values.Text),
            new("b2", FieldKind.Boolean, Boolean(dice), Values.Boolean),
            new("d2", FieldKind.Date, MalformedDate(dice), Values.Date),
            new("w", FieldKind.Text, WithKeyword(dice), Values.Text),
            new("o.k", FieldKind.Keyword, Type("keyword"), Values.Keyword),
            new("o.n", FieldKind.Whole, Type("long"), Values.Whole),
        ];
        fields.AddRange(dice.Some(further));
        if (dice.Chance(0.15)) fields.Add(new FieldSpec("v", FieldKind.Vector, Vector(dice), Values.Vector));
        return fields;
    }

    /// <summary>The body of a create-index request for the fields.</summary>
    public static JsonObject CreateBody(Dice dice, IReadOnlyList<FieldSpec> fields)
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            var parts = field.Path.Split('.');
            if (parts.Length == 1)
            {
                properties[field.Path] = field.Mapping.DeepClone();
                continue;
            }

            var parent = properties[parts[0]] as JsonObject ?? new JsonObject { ["properties"] = new JsonObject() };
            parent["properties"]![parts[1]] = field.Mapping.DeepClone();
            properties[parts[0]] = parent;
        }

        var mappings = Tree.Of("properties", properties);
        dice.Maybe(0.3, mappings, "dynamic", () => dice.Pick<JsonNode?>("strict", "false", true));
        var settings = new JsonObject { ["number_of_shards"] = 1, ["number_of_replicas"] = 0 };
        dice.Maybe(0.05, settings, "max_result_window", () => dice.Between(5, 50));
        return new JsonObject { ["settings"] = settings, ["mappings"] = mappings };
    }

    private static JsonObject Type(string type) => Tree.Of("type", type);

    private static JsonObject Boolean(Dice dice)
    {
        var mapping = Type("boolean");
        dice.Maybe(0.3, mapping, "null_value", () => dice.Chance(0.5));
        dice.Maybe(0.2, mapping, "ignore_malformed", () => true);
        return mapping;
    }

    private static JsonObject MalformedDate(Dice dice)
    {
        var mapping = Type("date");
        dice.Maybe(0.4, mapping, "ignore_malformed", () => true);
        dice.Maybe(0.2, mapping, "null_value", () => "2024-02-02");
        return mapping;
    }

    // As dynamic mapping makes of a string.
    private static JsonObject WithKeyword(Dice dice)
    {
        var mapping = Type("text");
        mapping["fields"] = Tree.Of("keyword", new JsonObject { ["type"] = "keyword", ["ignore_above"] = dice.Pick(5, 256) });
        dice.Maybe(0.2, mapping, "norms", () => false);
        return mapping;
    }

    private static JsonObject Keyword(Dice dice)
    {
        var mapping = Type("keyword");
        dice.Maybe(0.2, mapping, "ignore_above", () => dice.Between(3, 6));
        dice.Maybe(0.2, mapping, "null_value", () => "NULL");
        dice.Maybe(0.1, mapping, "index", () => false);
        if (mapping["index"] is null) dice.Maybe(0.1, mapping, "doc_values", () => false);
        return mapping;
    }

    private static JsonObject Number(Dice dice, string type)
    {
        var mapping = Type(type);
        dice.Maybe(0.15, mapping, "coerce", () => dice.Chance(0.3));
        dice.Maybe(0.15, mapping, "ignore_malformed", () => true);
        dice.Maybe(0.15, mapping, "null_value", () => dice.Between(-1, 5));
        dice.Maybe(0.1, mapping, "index", () => false);
        return mapping;
    }

    private static JsonObject Date(Dice dice)
    {
        var mapping = Type("date");
        dice.Maybe(0.3, mapping, "format", () => dice.Pick("strict_date_optional_time||epoch_millis", "strict_date_optional_time", "date_optional_time||epoch_millis"));
        return mapping;
    }

    private static JsonObject Vector(Dice dice)
    {
        var mapping = Type("dense_vector");
        dice.Maybe(0.9, mapping, "dims", () => 3);
        if (dice.Chance(0.1))
        {
            mapping["index"] = false;
            return mapping;
        }

        dice.Maybe(0.5, mapping, "index", () => true);
        mapping["similarity"] = dice.Pick("l2_norm", "cosine", "dot_product", "max_inner_product");
        mapping["index_options"] = Tree.Of("type", dice.Pick("flat", "flat", "hnsw"));
        return mapping;
    }
}
