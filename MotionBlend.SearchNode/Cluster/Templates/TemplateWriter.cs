using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Cluster.Templates;

/// <summary>Templates as their GET shows them; the same text is kept in the catalog.</summary>
internal static class TemplateWriter
{
    public static JsonObject Of(IndexTemplate template, bool flat = false)
    {
        var json = new JsonObject { ["index_patterns"] = Texts(template.Patterns) };
        if (template.Content is { } content)
            json["template"] = Of(content, flat);
        json["composed_of"] = Texts(template.ComposedOf);
        if (template.Priority is { } priority)
            json["priority"] = priority;
        if (template.AllowAutoCreate is { } allow)
            json["allow_auto_create"] = allow;
        if (template.MayMiss is { } mayMiss)
            json["ignore_missing_component_templates"] = Texts(mayMiss);
        AddCommon(json, template.Version, template.Meta, template.Deprecated);
        return json;
    }

    public static JsonObject Of(ComponentTemplate template, bool flat = false)
    {
        var json = new JsonObject { ["template"] = Of(template.Content, flat) };
        AddCommon(json, template.Version, template.Meta, template.Deprecated);
        return json;
    }

    public static JsonObject Of(TemplateContent content, bool flat)
    {
        var json = new JsonObject();
        if (content.Settings is { } settings)
            json["settings"] = flat ? Flat(settings) : SettingsTree.Nested(settings);
        if (content.Mappings is { } mappings)
            json["mappings"] = JsonNode.Parse(mappings);
        if (content.Aliases is { } aliases)
            json["aliases"] = Of(aliases);
        return json;
    }

    private static JsonObject Of(ImmutableSortedDictionary<string, AliasState> aliases)
    {
        var json = new JsonObject();
        foreach (var alias in aliases.Values)
            json[alias.Name] = AliasWriter.Of(alias);
        return json;
    }

    private static JsonObject Flat(ImmutableSortedDictionary<string, string?> settings)
    {
        var json = new JsonObject();
        foreach (var (name, value) in settings)
            json[name] = value;
        return json;
    }

    private static void AddCommon(JsonObject json, long? version, string? meta, bool? deprecated)
    {
        if (version is { } number)
            json["version"] = number;
        if (meta is not null)
            json["_meta"] = JsonNode.Parse(meta);
        if (deprecated is { } flag)
            json["deprecated"] = flag;
    }

    private static JsonArray Texts(ImmutableArray<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
