using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>Writes the settings of an index as Elasticsearch shows them: all values as strings, nested or flat.</summary>
internal static class IndexDescription
{
    private static readonly SortedDictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["index.refresh_interval"] = "1s",
        ["index.max_result_window"] = "10000",
        ["index.gc_deletes"] = "60s",
        ["index.max_terms_count"] = "65536",
        ["index.max_regex_length"] = "1000",
        ["index.max_docvalue_fields_search"] = "100",
        ["index.mapping.total_fields.limit"] = "1000",
        ["index.hidden"] = "false",
        ["index.number_of_shards"] = "1",
        ["index.number_of_replicas"] = "1",
    };

    /// <summary>Writes the value of a <c>settings</c> key.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="index">The index.</param>
    /// <param name="flat">Dotted names instead of nested objects.</param>
    /// <param name="chosen">Which settings; null for all.</param>
    public static void WriteSettings(Utf8JsonWriter writer, IndexState index, bool flat, Func<string, bool>? chosen = null) =>
        Write(writer, All(index).Where(setting => chosen is null || chosen(setting.Key)), flat);

    /// <summary>The settings of an index as a tree.</summary>
    public static JsonObject SettingsOf(IndexState index, bool flat) => SettingsTree.Of(All(index), flat);

    /// <summary>The mapping of an index as a tree.</summary>
    public static JsonNode MappingOf(IndexState index)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            MappingWriter.Write(writer, index.Mapping.Spec);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    /// <summary>Writes the value of a <c>defaults</c> key: settings that the index has not set.</summary>
    public static void WriteDefaults(Utf8JsonWriter writer, IndexState index, bool flat) =>
        Write(writer, Defaults.Where(setting => !All(index).ContainsKey(setting.Key)), flat);

    private static SortedDictionary<string, string> All(IndexState index) => new(
        index.Settings.Values.Remove("index.number_of_routing_shards"), StringComparer.Ordinal)
    {
        ["index.creation_date"] = index.CreatedMillis.ToString(CultureInfo.InvariantCulture),
        ["index.number_of_replicas"] = index.Settings.Replicas.ToString(CultureInfo.InvariantCulture),
        ["index.number_of_shards"] = index.Settings.Shards.ToString(CultureInfo.InvariantCulture),
        ["index.provided_name"] = index.Name,
        ["index.routing.allocation.include._tier_preference"] =
            index.Settings.Get("index.routing.allocation.include._tier_preference") ?? "data_content",
        ["index.uuid"] = index.Uuid,
        ["index.version.created"] = NodeIdentity.IndexVersion,
    };

    private static void Write(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string>> settings, bool flat)
    {
        writer.WriteStartObject();
        if (flat)
        {
            foreach (var (name, value) in settings)
                WriteValue(writer, name.Split('.'), name, value);
        }
        else
        {
            WriteNested(writer, [.. settings.Select(setting => (setting.Key.Split('.'), setting.Value))], 0);
        }

        writer.WriteEndObject();
    }

    private static void WriteNested(Utf8JsonWriter writer, IReadOnlyList<(string[] Path, string Value)> settings, int depth)
    {
        foreach (var group in settings.GroupBy(setting => setting.Path[depth]))
        {
            if (group.FirstOrDefault(setting => setting.Path.Length == depth + 1) is { Path: not null } leaf)
            {
                WriteValue(writer, leaf.Path, group.Key, leaf.Value);
                continue;
            }

            writer.WriteStartObject(group.Key);
            WriteNested(writer, [.. group], depth + 1);
            writer.WriteEndObject();
        }
    }

    // The filters of a normalizer are a list; every other setting is one text.
    private static void WriteValue(Utf8JsonWriter writer, string[] path, string name, string value)
    {
        if (path is not ["index", "analysis", .., "filter" or "char_filter"])
        {
            writer.WriteString(name, value);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }
}
