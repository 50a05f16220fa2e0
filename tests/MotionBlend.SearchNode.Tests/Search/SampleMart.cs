using System.IO.Compression;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Tests.Search;

/// <summary>The sample mart in a node, and its rows as this test reads them, without the node.</summary>
public sealed class SampleMart : IAsyncLifetime
{
    private const int RowsInBulk = 4000;

    private static readonly string[] Keywords = ["blend_id", "left_motion_id", "right_motion_id", "method", "quality_category"];
    private static readonly string[] Integers = ["transition_start_frame", "transition_end_frame"];
    private static readonly string[] Dates = ["created_at", "updated_at", "computed_at"];

    private TestNode? _node;

    internal TestNode Node => _node!;

    internal IReadOnlyList<JsonObject> Rows { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "samples", "mart_blend_snn_metrics.ndjson.gz"));
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
            lines.Add(line);
        Rows = [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())];

        var (status, _) = await Node.SendAsync("PUT", "/mb_blends_v1", Mapping().ToJsonString());
        Assert.Equal(200, status);
        foreach (var chunk in lines.Chunk(RowsInBulk))
        {
            var reply = await Node.BulkAsync("mb_blends_v1", chunk.SelectMany(line =>
                new[] { $$$"""{"index":{"_id":{{{JsonNode.Parse(line)!["blend_id"]!.ToJsonString()}}}}}""", line }));
            Assert.False(reply["errors"]!.GetValue<bool>());
        }
    }

    public async ValueTask DisposeAsync() => await Node.DisposeAsync();

    internal async Task<JsonNode> SearchAsync(string body)
    {
        var (status, reply) = await Node.SendAsync("POST", "/mb_blends_v1/_search", body);
        Assert.Equal(200, status);
        return reply!;
    }

    private JsonObject Mapping()
    {
        var properties = new JsonObject();
        foreach (var (name, value) in Rows[0])
        {
            properties[name] = Keywords.Contains(name) ? new JsonObject { ["type"] = "keyword" }
                : Integers.Contains(name) ? new JsonObject { ["type"] = "integer" }
                : Dates.Contains(name) ? new JsonObject { ["type"] = "date", ["format"] = "strict_date_optional_time||epoch_millis" }
                : new JsonObject { ["type"] = value!.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? "boolean" : "float" };
        }

        return new JsonObject
        {
            ["settings"] = new JsonObject { ["number_of_shards"] = 1, ["number_of_replicas"] = 0, ["refresh_interval"] = "30s" },
            ["mappings"] = new JsonObject { ["dynamic"] = "strict", ["properties"] = properties },
        };
    }
}
