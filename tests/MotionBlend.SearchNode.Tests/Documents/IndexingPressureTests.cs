using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Tests.Documents;

/// <summary>How many bytes of documents may be written at once, and what the node tells of it.</summary>
public sealed class IndexingPressureTests
{
    [Fact]
    public async Task Bulk_LargerThanTheLimit_IsRefusedAsAWholeAndCounted()
    {
        await using var node = await TestNode.StartAsync("indexing_pressure.memory.limit=1000");
        var large = JsonSerializer.Serialize(new { t = new string('a', 2000) });

        var (status, refused) = await node.SendAsync("POST", "/x/_bulk", "{\"index\":{\"_id\":\"1\"}}\n" + large + "\n", "application/x-ndjson");
        var written = await node.SendAsync("PUT", "/x/_doc/1", """{"t":"a"}""");
        var memory = await MemoryAsync(node);

        Assert.Equal(429, status);
        Assert.Equal("es_rejected_execution_exception", refused!["error"]!["type"]!.GetValue<string>());
        Assert.Equal(201, written.Status);
        Assert.Equal(1000, memory["limit_in_bytes"]!.GetValue<long>());
        Assert.Equal(1, memory["total"]!["coordinating_rejections"]!.GetValue<long>());
        Assert.Equal(9, memory["total"]!["all_in_bytes"]!.GetValue<long>());
        Assert.Equal(0, memory["current"]!["all_in_bytes"]!.GetValue<long>());
    }

    private static async Task<JsonNode> MemoryAsync(TestNode node)
    {
        var (_, stats) = await node.SendAsync("GET", "/_nodes/stats/indexing_pressure");
        return stats!["nodes"]!.AsObject().Single().Value!["indexing_pressure"]!["memory"]!;
    }
}
