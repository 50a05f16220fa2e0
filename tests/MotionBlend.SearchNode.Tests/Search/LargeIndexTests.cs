using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Tests.Search;

/// <summary>
/// An index large enough that pages are looked for in a part of it: each must be the page of all documents. Numbers are
/// scattered over the documents, and a fifth of them stands several times.
/// </summary>
public sealed class LargeIndexTests(LargeIndexTests.LargeIndex index) : IClassFixture<LargeIndexTests.LargeIndex>
{
    private const int Documents = 60_000;

    [Theory]
    [InlineData("desc", 0, "rare")]
    [InlineData("desc", 13, "common")]
    [InlineData("asc", 0, "common")]
    [InlineData("asc", 40, "rare")]
    public async Task Search_SortedPage_IsThatOfAllDocuments(string order, int from, string kind)
    {
        var matching = index.All.Where(document => document.Kind == kind);
        var sorted = order == "asc" ? matching.OrderBy(document => document.Number) : matching.OrderByDescending(document => document.Number);

        var hits = await SearchAsync($$$"""{"query":{"term":{"kind":"{{{kind}}}"}},"sort":[{"number":"{{{order}}}"}],"from":{{{from}}},"size":15}""");

        Assert.Equal(sorted.Skip(from).Take(15).Select(document => document.Id), Ids(hits));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Search_OfOptionalTerms_HasTheBestFirstAndThenTheOrderOfWriting(int from)
    {
        var expected = index.All
            .Where(document => document.Left == "a" || document.Right == "b")
            .OrderByDescending(document => document.Left == "a" && document.Right == "b").ThenByDescending(document => document.Left == "a");

        var hits = await SearchAsync(
            $$$"""{"query":{"bool":{"should":[{"term":{"left":"a"}},{"term":{"right":"b"}}]}},"from":{{{from}}},"size":12}""");

        Assert.Equal(expected.Skip(from).Take(12).Select(document => document.Id), Ids(hits));
        Assert.Equal("gte", hits["total"]!["relation"]!.GetValue<string>());
    }

    [Fact]
    public async Task Search_WithFacets_CountsEveryDocumentOnce()
    {
        var reply = (await index.Node.SendAsync("POST", "/large/_search", """
            {"size":1,"sort":["number"],"track_total_hits":true,"query":{"term":{"kind":"common"}},
             "aggs":{"left":{"terms":{"field":"left"}},"right":{"terms":{"field":"right"}},"numbers":{"histogram":{"field":"number","interval":5000}}}}
            """)).Body!;
        var common = index.All.Where(document => document.Kind == "common").ToList();

        Assert.Equal(common.Count, reply["hits"]!["total"]!["value"]!.GetValue<int>());
        Assert.Equal(
            common.GroupBy(document => document.Left).ToDictionary(group => group.Key, group => group.Count()),
            Counts(reply["aggregations"]!["left"]!).ToDictionary(bucket => (string)bucket.Key, bucket => bucket.Count));
        Assert.Equal(common.Count, Counts(reply["aggregations"]!["right"]!).Sum(bucket => bucket.Count));
        Assert.Equal(
            common.GroupBy(document => Math.Floor(document.Number / 5000.0) * 5000).OrderBy(group => group.Key).Select(group => group.Count()),
            Counts(reply["aggregations"]!["numbers"]!).Select(bucket => bucket.Count));
    }

    private async Task<JsonNode> SearchAsync(string body) => (await index.Node.SendAsync("POST", "/large/_search", body)).Body!["hits"]!;

    private static IEnumerable<string> Ids(JsonNode hits) => hits["hits"]!.AsArray().Select(hit => hit!["_id"]!.GetValue<string>());

    private static IEnumerable<(object Key, int Count)> Counts(JsonNode aggregation) =>
        aggregation["buckets"]!.AsArray().Select(bucket => ((object)bucket!["key"]!.ToString(), bucket["doc_count"]!.GetValue<int>()));

    /// <summary>A document of the index.</summary>
    public sealed record Document(string Id, int Number, string Kind, string Left, string Right);

    /// <summary>The node and what is in its index.</summary>
    public sealed class LargeIndex : IAsyncLifetime
    {
        public IReadOnlyList<Document> All { get; } = [.. Enumerable.Range(0, Documents).Select(i => new Document(
            $"d{i}",
            (int)(i * 48_271L % Documents) / 5 * 5,
            i % 3 == 0 ? "rare" : "common",
            i % 4 == 0 ? "a" : "c",
            i % 5000 == 4 ? "b" : i % 3 == 0 ? "b" : "d"))];

        internal TestNode Node { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Node = await TestNode.StartAsync();
            await Node.SendAsync("PUT", "/large", """
                {"mappings":{"properties":{"number":{"type":"integer"},"kind":{"type":"keyword"},"left":{"type":"keyword"},"right":{"type":"keyword"}}}}
                """);
            foreach (var bulk in All.Chunk(20_000))
            {
                await Node.BulkAsync("large", bulk.SelectMany(document => new[]
                {
                    $$$"""{"index":{"_id":"{{{document.Id}}}"}}""",
                    $$$"""{"number":{{{document.Number}}},"kind":"{{{document.Kind}}}","left":"{{{document.Left}}}","right":"{{{document.Right}}}"}""",
                }));
            }
        }

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}
