using System.Collections.Immutable;
using System.Text;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Cluster.Templates;

/// <summary>Reads template bodies; what they hold is checked as it would be when an index is made of it.</summary>
internal static class TemplateParser
{
    /// <summary>The body of <c>PUT _index_template</c>.</summary>
    /// <exception cref="FailureException">A key is unknown, or what it holds is no setting, mapping or alias.</exception>
    public static IndexTemplate ParseIndexTemplate(JsonValue body)
    {
        IndexTemplate template = new([]);
        foreach (var (key, nameStart, value) in body.Members)
        {
            template = key switch
            {
                _ when value.IsNull => template,
                "index_patterns" => template with { Patterns = Texts(value) },
                "template" => template with { Content = ParseContent(value) },
                "composed_of" => template with { ComposedOf = Texts(value) },
                "ignore_missing_component_templates" => template with { MayMiss = Texts(value) },
                "priority" => template with { Priority = NotNegative(value) },
                "version" => template with { Version = value.AsLong() },
                "_meta" => template with { Meta = Raw(value) },
                "allow_auto_create" => template with { AllowAutoCreate = value.AsBoolean() },
                "deprecated" => template with { Deprecated = value.AsBoolean() },
                "data_stream" => throw Failure.Unsupported("[data_stream] in an index template").Raise(),
                _ => throw Unknown("index_template", key, value, nameStart),
            };
        }

        return template.Patterns.Length > 0 ? template : throw Failure.IllegalArgument("Required [index_patterns]").Raise();
    }

    /// <summary>The body of <c>PUT _component_template</c>.</summary>
    /// <exception cref="FailureException">A key is unknown, or what it holds is no setting, mapping or alias.</exception>
    public static ComponentTemplate ParseComponentTemplate(JsonValue body)
    {
        if (body["template"] is not { Kind: JsonKind.Object } content)
            throw Failure.IllegalArgument("Required [template]").Raise();
        var template = new ComponentTemplate(ParseContent(content));
        foreach (var (key, nameStart, value) in body.Members)
        {
            template = key switch
            {
                "template" => template,
                _ when value.IsNull => template,
                "version" => template with { Version = value.AsLong() },
                "_meta" => template with { Meta = Raw(value) },
                "deprecated" => template with { Deprecated = value.AsBoolean() },
                _ => throw Unknown("component_template", key, value, nameStart),
            };
        }

        return template;
    }

    private static TemplateContent ParseContent(JsonValue body)
    {
        var content = TemplateContent.Empty;
        foreach (var (key, nameStart, value) in body.Members)
        {
            content = key switch
            {
                _ when value.IsNull => content,
                "settings" => content with { Settings = IndexSettingsParser.Parse(value) },
                "mappings" => content with { Mappings = CheckedMapping(value) },
                "aliases" => content with { Aliases = AliasParser.ParseAll(value) },
                "lifecycle" or "data_stream_options" => throw Failure.Unsupported($"[{key}] in a template").Raise(),
                _ => throw Unknown("template", key, value, nameStart),
            };
        }

        return content;
    }

    private static string CheckedMapping(JsonValue mapping)
    {
        // A mapping may stand below the one type that there is.
        var inner = mapping["_doc"] is { Kind: JsonKind.Object } typed && mapping.Members.Count == 1 ? typed : mapping;
        MappingParser.Parse(inner);
        return Raw(inner);
    }

    private static string Raw(JsonValue value) => Encoding.UTF8.GetString(value.Raw.Span);

    private static ImmutableArray<string> Texts(JsonValue value) =>
        value.Kind == JsonKind.Array ? [.. value.Items.Select(item => item.Text)] : [value.Text];

    private static long NotNegative(JsonValue value) => value.AsLong() is >= 0 and var number
        ? number
        : throw Failure.Validation("index template priority must be >= 0").Raise();

    private static FailureException Unknown(string parser, string key, JsonValue value, int nameStart) =>
        new Failure(FailureKind.XContentParse, $"{value.LocationAt(nameStart)} [{parser}] unknown field [{key}]").Raise();
}
