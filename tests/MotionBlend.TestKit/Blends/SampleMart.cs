using System.IO.Compression;
using System.Text.Json;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.TestKit.Blends;

/// <summary>The sample mart that the repository holds: 11,340 real blends.</summary>
public static class SampleMart
{
    private static readonly Lazy<IReadOnlyList<BlendDocument>> Read = new(ReadAll);

    /// <summary>Path of the file, NDJSON, gzip.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "mart_blend_snn_metrics.ndjson.gz");

    /// <summary>All its blends in the file's order.</summary>
    public static IReadOnlyList<BlendDocument> Blends => Read.Value;

    private static List<BlendDocument> ReadAll()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path), CompressionMode.Decompress));
        var blends = new List<BlendDocument>();
        while (reader.ReadLine() is { } line)
        {
            blends.Add(JsonSerializer.Deserialize(line, BlendJsonContext.Default.BlendDocument)
                ?? throw new JsonException($"row {blends.Count + 1} is null"));
        }

        return blends;
    }
}
