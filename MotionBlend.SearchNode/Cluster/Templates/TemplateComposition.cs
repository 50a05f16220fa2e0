using System.Collections.Immutable;
using System.Text;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Cluster.Templates;

/// <summary>What templates make of a new index: components in order, then the template, then the request itself.</summary>
internal static class TemplateComposition
{
    /// <summary>The template that applies to a new index of this name; null when none does.</summary>
    public static (string Name, IndexTemplate Template)? Matching(ClusterMetadata metadata, string index) => metadata.IndexTemplates
        .Where(entry => entry.Value.Patterns.Any(pattern => Wildcard.Matches(pattern, index)))
        .OrderByDescending(entry => entry.Value.Priority ?? 0)
        .Select(entry => ((string, IndexTemplate)?)(entry.Key, entry.Value))
        .FirstOrDefault();

    /// <summary>The wanted index with what its template gives it.</summary>
    public static NewIndex Apply(ClusterMetadata metadata, NewIndex wanted)
    {
        if (Matching(metadata, wanted.Name) is not (_, { } template))
            return wanted;
        var (settings, mapping, aliases) = Compose(metadata, template);
        return wanted with
        {
            Settings = settings.SetItems(wanted.Settings),
            Mapping = Overlay(mapping, wanted.Mapping),
            Aliases = [.. aliases.SetItems(wanted.Aliases.Select(alias => KeyValuePair.Create(alias.Name, alias))).Values],
        };
    }

    /// <summary>Settings, mapping and aliases of a template with its components.</summary>
    public static (ImmutableSortedDictionary<string, string?> Settings, RootSpec Mapping, ImmutableSortedDictionary<string, AliasState> Aliases) Compose(
        ClusterMetadata metadata, IndexTemplate template)
    {
        var settings = ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);
        var aliases = ImmutableSortedDictionary.Create<string, AliasState>(StringComparer.Ordinal);
        var mapping = RootSpec.Empty;
        var parts = template.ComposedOf.Select(name => metadata.ComponentTemplates.GetValueOrDefault(name)?.Content).Append(template.Content);
        foreach (var part in parts.OfType<TemplateContent>())
        {
            settings = part.Settings is { } more ? settings.SetItems(more) : settings;
            aliases = part.Aliases is { } names ? aliases.SetItems(names) : aliases;
            if (part.Mappings is { } text)
                mapping = Overlay(mapping, MappingParser.Parse(JsonBody.Parse(Encoding.UTF8.GetBytes(text))));
        }

        return (settings, mapping, aliases);
    }

    private static RootSpec Overlay(RootSpec below, RootSpec above) => above with
    {
        Root = Overlay(below.Root, above.Root),
        Meta = above.Meta ?? below.Meta,
        DateDetection = above.DateDetection ?? below.DateDetection,
        RequiresRouting = above.RequiresRouting ?? below.RequiresRouting,
        SourceEnabled = above.SourceEnabled ?? below.SourceEnabled,
    };

    // Objects are merged; of a leaf the later declaration counts, whole.
    private static ObjectSpec Overlay(ObjectSpec below, ObjectSpec above)
    {
        var properties = below.Properties;
        foreach (var (name, spec) in above.Properties)
        {
            properties = properties.SetItem(
                name,
                spec is ObjectSpec object2 && properties.GetValueOrDefault(name) is ObjectSpec object1 ? Overlay(object1, object2) : spec);
        }

        return above with { Dynamic = above.Dynamic ?? below.Dynamic, Enabled = above.Enabled ?? below.Enabled, Properties = properties };
    }
}
