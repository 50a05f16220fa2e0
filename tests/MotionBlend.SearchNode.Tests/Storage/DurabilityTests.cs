using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Tests.Storage;

/// <summary>What was acknowledged is there after a restart, be it an orderly one or a kill.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public async Task Restart_AfterWrites_KeepsDocumentsVersionsMappingsAndAliases()
    {
        var folder = TestNode.NewFolder();
        string uuid;
        await using (var node = await TestNode.StartInAsync(folder))
        {
            node.KeepFolder = true;
            uuid = (await node.SendAsync("GET", "/")).Body!["cluster_uuid"]!.GetValue<string>();
            await node.SendAsync("PUT", "/a", """{"mappings":{"properties":{"k":{"type":"keyword"},"o":{"properties":{"n":{"type":"long"}}}}},"aliases":{"x":{"is_write_index":true}}}""");
            await node.SendAsync("PUT", "/a/_doc/1", """{"k":["p","q"],"o":{"n":5}}""");
            await node.SendAsync("PUT", "/a/_doc/1?version=9&version_type=external", """{"k":["p","r"],"o":{"n":6},"later":"words"}""");
            await node.SendAsync("PUT", "/a/_doc/2", """{"k":"s"}""");
            await node.SendAsync("DELETE", "/a/_doc/2?version=20&version_type=external");
        }

        await using var again = await TestNode.StartInAsync(folder);
        Assert.Equal(uuid, (await again.SendAsync("GET", "/")).Body!["cluster_uuid"]!.GetValue<string>());
        var document = (await again.SendAsync("GET", "/x/_doc/1")).Body!;
        Assert.Equal(9, document["_version"]!.GetValue<long>());
        Assert.Equal(1, document["_seq_no"]!.GetValue<long>());
        var found = (await again.SendAsync("POST", "/x/_search", """{"query":{"bool":{"filter":[{"term":{"k":"r"}},{"term":{"o.n":6}},{"term":{"later.keyword":"words"}}]}}}""")).Body!;
        Assert.Equal(1, found["hits"]!["total"]!["value"]!.GetValue<int>());
        Assert.Equal(409, (await again.SendAsync("PUT", "/a/_doc/2?version=19&version_type=external", """{"k":"s"}""")).Status);
        var next = (await again.SendAsync("PUT", "/a/_doc/3", """{"k":"t"}""")).Body!;
        Assert.Equal(4, next["_seq_no"]!.GetValue<long>());
    }

    [Fact]
    public async Task Restart_AfterOddNamesTimesAndRefusedDocuments_FindsEverything()
    {
        var folder = TestNode.NewFolder();
        await using (var node = await TestNode.StartInAsync(folder))
        {
            node.KeepFolder = true;
            await node.SendAsync("PUT", "/a", """{"mappings":{"properties":{"a.":{"type":"keyword"}}},"settings":{"refresh_interval":"5000000d","index.mapping.depth.limit":1000}}""");
            foreach (var document in new[] { """{"o":{"":1}}""", """{"o":{" ":1}}""", """{"o":{"b..c":1}}""", """{"x":[1,"abc"]}""", Nested(120) })
                Assert.Equal(400, (await node.SendAsync("PUT", "/a/_doc/1", document)).Status);
            Assert.Equal(201, (await node.SendAsync("PUT", "/a/_doc/1", """{"o":{"b.":1}}""")).Status);
            await node.SendAsync("POST", "/_bulk", """{"index":{"_index":"a\u0000b","_id":"1"}}""" + "\n{}\n");
            await node.SendAsync("PUT", "/n", """{"settings":{"analysis":{"normalizer":{"my":{"type":"custom","filter":["lowercase"]}}}},"mappings":{"properties":{"k":{"type":"keyword","normalizer":"my"}}}}""");
            await node.SendAsync("POST", "/n/_close");
            await node.SendAsync("PUT", "/n/_settings", """{"analysis.normalizer.my.type":null,"analysis.normalizer.my.filter":null}""");

            // Past the next look for writes that are to be shown.
            await Task.Delay(500, TestContext.Current.CancellationToken);
            Assert.Equal(200, (await node.SendAsync("GET", "/a/_doc/1")).Status);
        }

        await using var again = await TestNode.StartInAsync(folder);
        Assert.Equal(200, (await again.SendAsync("GET", "/a/_doc/1")).Status);
        var mappings = (await again.SendAsync("GET", "/a/_mapping")).Body!;
        Assert.Equal(["a", "o"], mappings["a"]!["mappings"]!["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal("a,n", string.Join(',', (await again.SendAsync("GET", "/_all/_settings?expand_wildcards=all")).Body!.AsObject().Select(index => index.Key)));
    }

    [Fact]
    public async Task Log_OnceWritesRest_IsFoldedIntoTheFile()
    {
        var folder = TestNode.NewFolder();
        await using var node = await TestNode.StartInAsync(folder);
        var log = new FileInfo(Path.Combine(folder, "node.duckdb.wal"));
        var source = $$"""{"text":"{{new string('a', 4_000_000)}}"}""";
        Assert.Equal(201, (await node.SendAsync("PUT", "/x/_doc/1", source)).Status);
        log.Refresh();
        Assert.True(log.Length > 4_000_000);

        for (var tries = 0; log is { Exists: true, Length: > 1_000_000 } && tries < 300; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            log.Refresh();
        }

        Assert.False(log is { Exists: true, Length: > 1_000_000 });
        Assert.Equal(source.Length, (await node.SendAsync("GET", "/x/_source/1")).Body!.ToJsonString().Length);
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    [Fact]
    public async Task Kill_DuringBulks_LosesNothingAcknowledgedAndLeavesNoHalfBulk()
    {
        const int documentsInBulk = 200;
        var folder = TestNode.NewFolder();
        using var process = await NodeProcess.StartAsync(folder);
        using var http = new HttpClient { BaseAddress = process.Address };
        var acknowledged = 0;
        var running = new TaskCompletionSource();
        var killer = KillAsync(running.Task, process);
        try
        {
            while (true)
            {
                var lines = Enumerable.Range(acknowledged * documentsInBulk, documentsInBulk)
                    .Select(i => $$$"""{"index":{"_id":"{{{i}}}"}}{{{'\n'}}}{"n":{{{i}}},"text":"document {{{i}}}"}{{{'\n'}}}""");
                using var body = new StringContent(string.Concat(lines), System.Text.Encoding.UTF8, "application/x-ndjson");
                using var response = await http.PostAsync(new Uri("/load/_bulk", UriKind.Relative), body, TestContext.Current.CancellationToken);
                var reply = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
                Assert.False(reply["errors"]!.GetValue<bool>());
                if (++acknowledged == 5)
                    running.SetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The node is gone, as it should be.
        }

        await killer;
        await using var again = await TestNode.StartInAsync(folder);
        var count = (await again.SendAsync("GET", "/load/_count")).Body!["count"]!.GetValue<int>();
        Assert.InRange(count, acknowledged * documentsInBulk, (acknowledged + 1) * documentsInBulk);
        Assert.Equal(0, count % documentsInBulk);
    }

    // Somewhere within a later bulk, whatever the machine's pace.
    private static async Task KillAsync(Task running, NodeProcess process)
    {
        await running;
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 60)), TestContext.Current.CancellationToken);
        process.Kill();
    }

    [Fact]
    public async Task Start_OnAFolderInUse_IsRefusedWithItsName()
    {
        await using var node = await TestNode.StartAsync();

        var fault = await Assert.ThrowsAsync<MotionBlend.SearchNode.Storage.DataFolderException>(() => TestNode.StartInAsync(node.Folder));

        Assert.Equal(
            $"the data folder [{node.Folder}] is in use by another search node; stop that one, or give this one a folder of its own with --data",
            fault.Message);
    }

    [Fact]
    public async Task Write_WhileTheDiskIsNearlyFull_IsBlockedAndTheRestIsNot()
    {
        var folder = TestNode.NewFolder();
        await using (var node = await TestNode.StartInAsync(folder))
        {
            node.KeepFolder = true;
            await node.SendAsync("PUT", "/a/_doc/1", """{"n":1}""");
        }

        // No disk of today has so much room.
        await using var full = await TestNode.StartInAsync(folder, "node.disk_reserve_megabytes=2000000000");
        var (status, body) = await full.SendAsync("PUT", "/a/_doc/2", """{"n":2}""");
        var bulk = await full.BulkAsync("a", ["""{"delete":{"_id":"1"}}"""]);

        Assert.Equal(429, status);
        Assert.Equal("cluster_block_exception", body!["error"]!["type"]!.GetValue<string>());
        Assert.Equal(
            "index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];",
            body["error"]!["reason"]!.GetValue<string>());
        Assert.Equal(429, bulk["items"]![0]!["delete"]!["status"]!.GetValue<int>());
        Assert.Equal(1, (await full.SendAsync("GET", "/a/_count")).Body!["count"]!.GetValue<int>());
        Assert.Equal(200, (await full.SendAsync("DELETE", "/a")).Status);
    }

    [Fact]
    public async Task Start_OnTheFirstFormat_GivesItsTablesWhatTheyLack()
    {
        var folder = TestNode.NewFolder();
        await using (var node = await TestNode.StartInAsync(folder))
        {
            node.KeepFolder = true;
            await node.SendAsync("PUT", "/a", """{"settings":{"number_of_shards":2,"refresh_interval":"-1"}}""");
            await node.SendAsync("PUT", "/a/_doc/1?refresh", """{"n":1}""");
            await node.SendAsync("DELETE", "/a/_doc/2?version=7&version_type=external");
        }

        await using (var database = new DuckDB.NET.Data.DuckDBConnection($"Data Source={Path.Combine(folder, "node.duckdb")}"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = database.CreateCommand();
            command.CommandText = "ALTER TABLE t1 DROP COLUMN _routing; DROP TABLE node_superseded; UPDATE node_meta SET value = '1' WHERE key = 'format'";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var again = await TestNode.StartInAsync(folder);

        Assert.Equal(409, (await again.SendAsync("PUT", "/a/_doc/2?version=6&version_type=external", """{"n":2}""")).Status);
        Assert.Equal(200, (await again.SendAsync("PUT", "/a/_doc/1", """{"n":3}""")).Status);
        Assert.Equal(200, (await again.SendAsync("DELETE", "/a/_doc/1")).Status);
        Assert.Equal(1, (await again.SendAsync("GET", "/a/_count")).Body!["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Start_OnANewerFormat_IsRefusedWithTheCure()
    {
        var folder = TestNode.NewFolder();
        await using (var node = await TestNode.StartInAsync(folder))
            node.KeepFolder = true;
        await using (var database = new DuckDB.NET.Data.DuckDBConnection($"Data Source={Path.Combine(folder, "node.duckdb")}"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = database.CreateCommand();
            command.CommandText = "UPDATE node_meta SET value = '99' WHERE key = 'format'";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var fault = await Assert.ThrowsAsync<MotionBlend.SearchNode.Storage.DataFolderException>(() => TestNode.StartInAsync(folder));

        Assert.Contains("has format 99, and this version of the search node reads up to format 3", fault.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
