using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Bench;

/// <summary>Any number of blends made from the sample: ids are new, numbers vary a little, and the same number always gives the same blend.</summary>
public sealed class BlendFactory
{
    private static readonly string[] KeptAsTheyAre = ["blend_ratio", "transition_start_frame", "transition_end_frame"];

    private readonly List<JsonObject> _rows = [];

    public BlendFactory()
    {
        using var resource = typeof(BlendFactory).Assembly.GetManifestResourceStream("sample.ndjson.gz")!;
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress), Encoding.UTF8);
        while (reader.ReadLine() is { } line) _rows.Add(JsonNode.Parse(line)!.AsObject());
    }

    /// <summary>A bulk body that indexes the blends <paramref name="first"/> and the next ones.</summary>
    public byte[] Bulk(int first, int count)
    {
        var lines = new StringBuilder();
        for (var number = first; number < first + count; number++) Append(lines, number);
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private void Append(StringBuilder lines, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"blend_{number:x12}");
        lines.Append("{\"index\":{\"_id\":\"").Append(id).Append("\"}}\n{\"blend_id\":\"").Append(id).Append('"');

        // The first round is the sample itself; each later one moves every metric by up to 2 %, by its own amount.
        var round = number / _rows.Count;
        var factor = 1 - (round % 41 / 2000.0);
        foreach (var (name, value) in _rows[number % _rows.Count])
        {
            if (name == "blend_id") continue;
            lines.Append(",\"").Append(name).Append("\":");
            if (round > 0 && value is JsonValue scalar && scalar.TryGetValue<double>(out var metric) && !KeptAsTheyAre.Contains(name))
            {
                lines.Append((metric * factor).ToString("G9", CultureInfo.InvariantCulture));
            }
            else
            {
                lines.Append(value?.ToJsonString() ?? "null");
            }
        }

        lines.Append("}\n");
    }
}
