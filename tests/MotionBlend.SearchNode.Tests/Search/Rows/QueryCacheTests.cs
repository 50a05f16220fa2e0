using System.Text.Json.Nodes;
using CsCheck;

namespace MotionBlend.SearchNode.Tests.Search.Rows;

/// <summary>
/// An index with the query cache and one without, of the same documents: every search is answered alike, the first time
/// and when its conditions are known. Some rows are gone and some have been written anew.
/// </summary>
public sealed class QueryCacheTests(QueryCacheTests.Twins twins) : IClassFixture<QueryCacheTests.Twins>
{
    private const int Documents = 12_000;

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Gen.OneOf("a", "b", "c", "z").Select(kind => $$$"""{"term":{"kind":"{{{kind}}}"}}"""),
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40]).Select((from, to) => $$"""{"range":{"number":{"gte":{{from}},"lt":{{to}} } } }"""),
        Gen.Int[0, 20].Select(from => $$$$"""{"range":{"price":{"gt":{{{{from}}}}.5}}}"""),
        Gen.OneOf("""{"terms":{"kind":["a","c"]}}""", """{"prefix":{"name":"n1"}}""", """{"exists":{"field":"price"}}""", """{"match_all":{}}"""),
        Gen.OneOf("""{"term":{"flag":true}}""", """{"match":{"text":"red"}}""", """{"terms":{"tags":["x"]}}""", """{"match_none":{}}"""));

    private static readonly Gen<string> Query = Gen.OneOf(
        Leaf,
        Gen.Select(Leaf.Array[0, 2], Leaf.Array[0, 2], Leaf.Array[0, 1], Leaf.Array[0, 3], Gen.Int[0, 2]).Select((must, filter, not, should, least) =>
            $$$"""{"bool":{"must":[{{{List(must)}}}],"filter":[{{{List(filter)}}}],"must_not":[{{{List(not)}}}],"should":[{{{List(should)}}}],"minimum_should_match":{{{least}}}}}"""));

    private static readonly Gen<string> Rest = Gen.Select(
        Gen.OneOf(
            "", ""","sort":[{"number":"desc"}]""", ""","sort":[{"price":"asc"},{"kind":"desc"}]""", ""","sort":["kind","_score"]""",
            ""","sort":[{"price":"desc"}],"track_scores":true""", ""","post_filter":{"term":{"kind":"b"}}"""),
        Gen.OneOf(
            "", ""","track_total_hits":true""", ""","collapse":{"field":"kind"}""", ""","min_score":0.5""", ""","terminate_after":50"""),
        Gen.OneOf(
            "",
            ""","aggs":{"kinds":{"terms":{"field":"kind"}},"numbers":{"histogram":{"field":"number","interval":10}},"flags":{"terms":{"field":"flag"}}}""",
            ""","aggs":{"some":{"filters":{"other_bucket":true,"filters":{"a":{"term":{"kind":"a"}},"dear":{"range":{"price":{"gte":10}}}}}},"names":{"terms":{"field":"name"}}}""",
            ""","aggs":{"tags":{"terms":{"field":"tags"}},"ranges":{"range":{"field":"price","ranges":[{"to":5},{"from":5}]}},"mean":{"avg":{"field":"price"}}}"""),
        Gen.Int[0, 60],
        Gen.Int[0, 30]).Select((sort, reach, aggs, from, size) => $$"""{{sort}}{{reach}}{{aggs}},"from":{{from}},"size":{{size}}""");

    [Fact]
    public async Task Search_OfKnownConditions_IsAnsweredAsWithoutTheCache()
    {
        await Gen.Select(Query, Rest).SampleAsync(
            async search =>
            {
                var body = $$"""{"query":{{search.Item1}}{{search.Item2}}}""";
                var expected = await twins.AnswerAsync("plain", body);
                for (var time = 1; time <= 3; time++)
                    Assert.True(expected == await twins.AnswerAsync("cached", body), $"time {time}: {body}");
            },
            iter: 60,
            threads: 1);
        var hits = (await twins.StatisticsAsync("cached"))["hit_count"]!.GetValue<long>();

        Assert.True(hits > 100, $"{hits} hits");
        Assert.Equal(0, (await twins.StatisticsAsync("plain"))["total_count"]!.GetValue<long>());
    }

    [Fact]
    public async Task Search_BehindAWrite_SeesIt()
    {
        const string Body = """{"query":{"term":{"kind":"b"}},"track_total_hits":true,"size":3,"sort":[{"number":"desc"}],"aggs":{"kinds":{"terms":{"field":"kind"}}}}""";
        await twins.FillAsync("written");
        for (var time = 1; time <= 3; time++)
            await twins.AnswerAsync("written", Body);
        var before = JsonNode.Parse(await twins.AnswerAsync("written", Body))!;

        await twins.SendAsync("PUT", "/written/_doc/new", """{"kind":"b","number":1000}""");
        var hidden = JsonNode.Parse(await twins.AnswerAsync("written", Body))!;
        await twins.SendAsync("POST", "/written/_refresh");

        Assert.Equal(before.ToJsonString(), hidden.ToJsonString());
        for (var time = 1; time <= 3; time++)
        {
            var after = JsonNode.Parse(await twins.AnswerAsync("written", Body))!;
            Assert.Equal(before["hits"]!["total"]!["value"]!.GetValue<int>() + 1, after["hits"]!["total"]!["value"]!.GetValue<int>());
            Assert.Equal("new", after["hits"]!["hits"]![0]!["_id"]!.GetValue<string>());
            Assert.Equal(after["hits"]!["total"]!["value"]!.GetValue<int>(), after["aggregations"]!["kinds"]!["buckets"]![0]!["doc_count"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task Search_DuringWrites_SeesOneMomentThroughout()
    {
        const string Body = """
            {"size":10,"sort":[{"number":"desc"}],"track_total_hits":true,"query":{"terms":{"kind":["a","b","c"]}},
             "aggs":{"kinds":{"terms":{"field":"kind"}},"some":{"filters":{"filters":{"a":{"term":{"kind":"a"}},"b":{"term":{"kind":"b"}},"c":{"term":{"kind":"c"}}}}}}}
            """;
        await twins.FillAsync("busy");
        var all = Total(JsonNode.Parse(await twins.AnswerAsync("busy", Body))!);
        using var searched = new SemaphoreSlim(0);
        var writing = twins.RewriteAsync("busy", rounds: 12, searched);

        while (!writing.IsCompleted)
        {
            var reply = JsonNode.Parse(await twins.AnswerAsync("busy", Body))!;
            Assert.Equal(all, Total(reply));
            Assert.Equal(10, reply["hits"]!["hits"]!.AsArray().Count);
            Assert.Equal(all, reply["aggregations"]!["kinds"]!["buckets"]!.AsArray().Sum(bucket => bucket!["doc_count"]!.GetValue<long>()));
            Assert.Equal(all, reply["aggregations"]!["some"]!["buckets"]!.AsObject().Sum(bucket => bucket.Value!["doc_count"]!.GetValue<long>()));
            searched.Release();
        }

        await writing;
        Assert.True((await twins.StatisticsAsync("busy"))["hit_count"]!.GetValue<long>() > 0);

        static long Total(JsonNode reply) => reply["hits"]!["total"]!["value"]!.GetValue<long>();
    }

    [Fact]
    public async Task ClearCache_OfQueries_FreesItsMemory()
    {
        await twins.FillAsync("cleared");
        for (var time = 1; time <= 3; time++)
            await twins.AnswerAsync("cleared", """{"query":{"term":{"kind":"a"}}}""");
        var full = await twins.StatisticsAsync("cleared");

        await twins.SendAsync("POST", "/cleared/_cache/clear?query=true");
        var empty = await twins.StatisticsAsync("cleared");

        Assert.Equal((1, 1, 1), (Of(full, "cache_size"), Of(full, "miss_count"), Of(full, "hit_count")));
        Assert.True(Of(full, "memory_size_in_bytes") >= Documents / 8, full.ToJsonString());
        Assert.Equal((0, 0, 1, 1), (Of(empty, "cache_size"), Of(empty, "memory_size_in_bytes"), Of(empty, "evictions"), Of(empty, "cache_count")));

        static long Of(JsonNode statistics, string name) => statistics[name]!.GetValue<long>();
    }

    private static string List(string[] queries) => string.Join(',', queries);

    /// <summary>The node with both indices.</summary>
    public sealed class Twins : IAsyncLifetime
    {
        private TestNode _node = null!;

        public async ValueTask InitializeAsync()
        {
            _node = await TestNode.StartAsync();
            await FillAsync("cached");
            await FillAsync("plain", cached: false);
        }

        /// <summary>Makes an index of the documents, which no interval refreshes.</summary>
        internal async Task FillAsync(string index, bool cached = true)
        {
            var (status, _) = await _node.SendAsync("PUT", $"/{index}", $$$$"""
                {"settings":{"index.queries.cache.enabled":{{{{(cached ? "true" : "false")}}}},"index.refresh_interval":"-1"},
                 "mappings":{"properties":{"kind":{"type":"keyword"},"name":{"type":"keyword"},"number":{"type":"integer"},"price":{"type":"float"},
                  "flag":{"type":"boolean"},"text":{"type":"text"},"tags":{"type":"keyword"} } } }
                """);
            Assert.Equal(200, status);
            await _node.BulkAsync(index, Enumerable.Range(0, Documents).SelectMany(i => Lines(i, i)));
            await _node.BulkAsync(index, Enumerable.Range(0, Documents).Where(i => i % 7 == 0).SelectMany(i => Lines(i, i + 3)));
            await _node.BulkAsync(index, Enumerable.Range(0, Documents).Where(i => i % 11 == 0).Select(i => $$"""{"delete":{"_id":"d{{i}}"} }"""));
        }

        /// <summary>Writes parts of an index's documents as of another kind, each while searches go on, and after some that met no write.</summary>
        internal async Task RewriteAsync(string index, int rounds, SemaphoreSlim searched)
        {
            for (var round = 1; round <= rounds; round++)
            {
                for (var search = 0; search < 4; search++)
                    await searched.WaitAsync(TestContext.Current.CancellationToken);
                await _node.BulkAsync(index, Enumerable.Range(0, Documents).Where(i => i % 11 != 0 && i % 40 == round).SelectMany(i => Lines(i, i + round)));
            }
        }

        /// <summary>What an index answers, without its name and the time.</summary>
        internal async Task<string> AnswerAsync(string index, string body)
        {
            var (status, reply) = await _node.SendAsync("POST", $"/{index}/_search?request_cache=false", body);
            Assert.True(status == 200, $"{reply} for {body}");
            reply!.AsObject().Remove("took");
            return reply.ToJsonString().Replace($"\"_index\":\"{index}\"", "\"_index\":\"\"", StringComparison.Ordinal);
        }

        internal async Task<JsonNode> StatisticsAsync(string index) =>
            (await _node.SendAsync("GET", $"/{index}/_stats/query_cache")).Body!["_all"]!["primaries"]!["query_cache"]!;

        internal Task<(int Status, JsonNode? Body)> SendAsync(string method, string path, string? body = null) => _node.SendAsync(method, path, body);

        public ValueTask DisposeAsync() => _node.DisposeAsync();

        private static string[] Lines(int id, int seed)
        {
            var price = seed % 5 == 0 ? "null" : $"{seed * 37 % 101 / 4}.{seed % 4 * 25:00}";
            var words = seed % 3 == 0 ? "red green" : "green blue green";
            var tags = seed % 2 == 0 ? """["x","y"]""" : "\"y\"";
            return
            [
                $$$"""{"index":{"_id":"d{{{id}}}"}}""",
                $$$"""{"kind":"{{{(char)('a' + (seed % 3))}}}","name":"n{{{seed % 500}}}","number":{{{seed * 31 % 50}}},"price":{{{price}}},"flag":{{{(seed % 4 == 0 ? "true" : "false")}}},"text":"{{{words}}}","tags":{{{tags}}}}""",
            ];
        }
    }
}
