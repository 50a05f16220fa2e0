using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Documents;

/// <summary>The fields that a mapping declares with <c>store: true</c>, read from the source.</summary>
internal static class StoredFields
{
    /// <summary>Writes the <c>fields</c> member with those of the names that are stored and have values; nothing when none has.</summary>
    public static void Write(Utf8JsonWriter json, IndexMapping mapping, ReadOnlySpan<byte> source, IReadOnlyList<string> names)
    {
        var stored = names.Where(name => mapping.Fields.TryGetValue(name, out var field) && field.Type.Stored).Distinct().ToList();
        if (stored.Count == 0 || source.IsEmpty)
            return;
        var document = JsonBody.Tree(source);
        var found = stored.Select(name => (Name: name, Values: Values(document, SourcePath(mapping, name)).ToList()))
            .Where(field => field.Values.Count > 0)
            .ToList();
        if (found.Count == 0)
            return;
        json.WriteStartObject("fields");
        foreach (var (name, values) in found)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
                value.WriteTo(json);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // A multi-field has its values from the field around it.
    private static string SourcePath(IndexMapping mapping, string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && mapping.Fields.ContainsKey(name[..dot]) ? name[..dot] : name;
    }

    private static IEnumerable<JsonNode> Values(JsonNode? node, string path) => node switch
    {
        JsonArray items => items.SelectMany(item => Values(item, path)),
        JsonObject members => members.SelectMany(member => path == member.Key
            ? Values(member.Value, "")
            : path.StartsWith(member.Key + ".", StringComparison.Ordinal) ? Values(member.Value, path[(member.Key.Length + 1)..]) : []),
        { } value when path.Length == 0 => [value],
        _ => [],
    };
}
