using System.Collections.Immutable;
using System.Text;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>Reads a mapping declaration (the value of <c>mappings</c>, or the body of <c>PUT _mapping</c>).</summary>
internal static class MappingParser
{
    /// <summary>Deepest mapping that is read at all; the limit of an index, which is no greater, is checked by <see cref="MappingLimits"/>.</summary>
    public const int MaxDepth = 100;

    /// <summary>Reads a declaration.</summary>
    /// <param name="mapping">The declaration.</param>
    /// <param name="typed">What is said of one nested under the type <c>_doc</c>, as before Elasticsearch 7.</param>
    public static RootSpec Parse(
        JsonValue mapping,
        string typed = "The mapping definition cannot be nested under a type [_doc] unless include_type_name is set to true.")
    {
        if (mapping.Kind != JsonKind.Object)
            throw FieldParameters.Refused($"Expected map for property [mappings] but got a {mapping.TokenName}").Raise();
        if (mapping.Members is [{ Name: "_doc" }])
            throw Failure.IllegalArgument(typed).Raise();
        var root = ObjectSpec.Empty;
        string? meta = null;
        bool? dateDetection = null;
        bool? source = null;
        bool? routing = null;
        foreach (var (name, _, value) in mapping.Members)
        {
            switch (name)
            {
                case "properties":
                    root = root with { Properties = Properties(value, "", 1) };
                    break;
                case "dynamic":
                    root = root with { Dynamic = Dynamic(value) };
                    break;
                case "_meta":
                    meta = Encoding.UTF8.GetString(value.Raw.Span);
                    break;
                case "date_detection":
                    dateDetection = value.AsBoolean();
                    break;
                case "numeric_detection" when value.Text == "false":
                    break;
                case "_source":
                    source = Source(value);
                    break;
                case "_routing" when value.Members.All(member => member.Name == "required"):
                    routing = value["required"]?.AsBoolean();
                    break;
                case "_routing" or "dynamic_templates" or "dynamic_date_formats" or "numeric_detection" or "runtime" or "subobjects"
                    or "_data_stream_timestamp" or "_size" or "_field_names" or "enabled":
                    throw FieldParameters.Refused($"[{name}] is not supported by this node").Raise();
                default:
                    var text = value.Kind is JsonKind.Object or JsonKind.Array ? Encoding.UTF8.GetString(value.Raw.Span) : value.Text;
                    throw FieldParameters.Refused($"Root mapping definition has unsupported parameters:  [{name} : {text}]").Raise();
            }
        }

        return new RootSpec(root) { Meta = meta, DateDetection = dateDetection, SourceEnabled = source, RequiresRouting = routing };
    }

    private static bool? Source(JsonValue value)
    {
        bool? enabled = null;
        foreach (var member in value.Members)
        {
            enabled = member.Name switch
            {
                "enabled" => member.Value.AsBoolean(),
                "mode" when member.Value.Text == "stored" => enabled,
                "includes" or "excludes" when member.Value is { Kind: JsonKind.Array, Items.Count: 0 } => enabled,
                "includes" or "excludes" or "mode" => throw FieldParameters.Refused($"[{member.Name}] of [_source] is not supported by this node").Raise(),
                _ => throw FieldParameters.Refused($"unknown parameter [{member.Name}] on metadata field [_source]").Raise(),
            };
        }

        return enabled;
    }

    private static ImmutableSortedDictionary<string, MappingSpec> Properties(JsonValue value, string prefix, int depth)
    {
        if (value.Kind != JsonKind.Object)
            throw FieldParameters.Refused("Expected map for property [properties] on field [" + prefix.TrimEnd('.') + "]").Raise();
        if (depth > MaxDepth)
            throw Failure.IllegalArgument($"Limit of mapping depth [{MaxDepth}] has been exceeded due to object field [{prefix.TrimEnd('.')}]").Raise();
        var found = ObjectSpec.Empty.Properties;
        foreach (var (name, _, declaration) in value.Members)
        {
            if (string.IsNullOrWhiteSpace(name))
                throw BadName("field name cannot be an empty string").Raise();
            found = Place(found, Parts(name), declaration, prefix, depth);
        }

        return found;
    }

    // As Elasticsearch splits it: dots at the end part nothing.
    private static string[] Parts(string name)
    {
        var parts = name.TrimEnd('.').Split('.');
        if (parts is [""])
            throw BadName("field name cannot contain only dots").Raise();
        if (Array.Find(parts, string.IsNullOrWhiteSpace) is { } bad)
            throw BadName(bad.Length == 0 ? "field name cannot be an empty string" : "field name cannot contain only whitespaces").Raise();
        return parts;
    }

    private static Failure BadName(string reason) => FieldParameters.Refused(reason) with { CausedBy = Failure.IllegalArgument(reason) };

    // "a.b": {...} declares b within the object a, as Elasticsearch reads it.
    private static ImmutableSortedDictionary<string, MappingSpec> Place(
        ImmutableSortedDictionary<string, MappingSpec> into, string[] path, JsonValue declaration, string prefix, int depth)
    {
        if (path.Length == 1)
            return into.SetItem(path[0], Field(prefix + path[0], declaration, depth));
        var around = into.GetValueOrDefault(path[0]) as ObjectSpec ?? ObjectSpec.Empty;
        return into.SetItem(
            path[0],
            around with { Properties = Place(around.Properties, path[1..], declaration, $"{prefix}{path[0]}.", depth + 1) });
    }

    private static MappingSpec Field(string path, JsonValue declaration, int depth)
    {
        if (declaration.Kind != JsonKind.Object)
            throw FieldParameters.Refused($"Expected map for property [fields] on field [{path}] but got a {declaration.TokenName}").Raise();
        var type = declaration["type"]?.Text;
        if (type is null or "object")
        {
            return type is null && declaration["properties"] is null && declaration.Members is not [{ Name: "enabled" }]
                ? throw FieldParameters.Refused($"No type specified for field [{path}]").Raise()
                : Object(path, declaration, depth);
        }

        var parsed = FieldTypes.Parse(type, new FieldParameters(path, type, declaration));
        var fields = new LeafSpec(parsed).Fields;
        foreach (var (name, _, sub) in declaration["fields"]?.Members ?? [])
        {
            if (name.Contains('.', StringComparison.Ordinal))
                throw FieldParameters.Refused($"Field name [{name}] which is a multi field of [{path[(path.LastIndexOf('.') + 1)..]}] cannot contain '.'").Raise();
            var subType = sub["type"]?.Text ?? throw FieldParameters.Refused($"No type specified for field [{path}.{name}]").Raise();
            if (subType == "dense_vector")
                throw FieldParameters.Refused($"Field [{name}] of type [dense_vector] can't be used in multifields").Raise();
            fields = fields.SetItem(name, FieldTypes.Parse(subType, new FieldParameters($"{path}.{name}", subType, sub)));
        }

        return new LeafSpec(parsed) { Fields = fields };
    }

    private static ObjectSpec Object(string path, JsonValue declaration, int depth)
    {
        var found = ObjectSpec.Empty;
        foreach (var (name, _, value) in declaration.Members)
        {
            found = name switch
            {
                "type" => found,
                "properties" => found with { Properties = Properties(value, path + ".", depth + 1) },
                "dynamic" => found with { Dynamic = Dynamic(value) },
                "enabled" => found with { Enabled = value.AsBoolean() },
                "subobjects" => throw FieldParameters.Refused($"[subobjects] on field [{path}] is not supported by this node").Raise(),
                _ => throw FieldParameters.Refused($"unknown parameter [{name}] on mapper [{path}] of type [object]").Raise(),
            };
        }

        return found;
    }

    private static DynamicMode Dynamic(JsonValue value) => value.Text.ToLowerInvariant() switch
    {
        "true" => DynamicMode.True,
        "false" => DynamicMode.False,
        "strict" => DynamicMode.Strict,
        "runtime" => throw FieldParameters.Refused("[dynamic: runtime] is not supported by this node").Raise(),
        var other => throw FieldParameters.Refused($"Failed to parse value [{other}] as only [true], [false], [strict] are allowed.").Raise(),
    };
}
