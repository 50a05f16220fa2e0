using System.Text.Json.Nodes;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;
using MotionBlend.TestKit.Blends;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Exporter.Tests.Commands;

/// <summary>The life of an index as a pipeline TD sees it, on a search node.</summary>
public sealed class OperationCommandTests : IAsyncLifetime
{
    private readonly CommandBench _bench = new();
    private SearchNodeServer _node = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await SearchNodeServer.StartAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task Sync_AfterAnExport_WritesOnlyWhatChanged()
    {
        var mart = Mart(200);
        Assert.Equal(25, await RunAsync("sync", "--mart", mart));
        Assert.Equal(0, await RunAsync("export", "--mart", mart, "--compress", "on"));
        Assert.Equal(0, await RunAsync("sync", "--mart", mart));
        Assert.Equal(0, Report("sync", 1)["ledger"]!["updated"]!.GetValue<int>());
        Assert.Equal(0, Report("sync", 1)["bytes_sent"]!.GetValue<long>());

        var changed = BlendBuilder.Blend(200);
        File.AppendAllText(mart, MartRows.Row(changed with { UpdatedAt = changed.UpdatedAt.AddSeconds(5), ComputedAt = changed.ComputedAt.AddMinutes(1) }) + "\n");
        Assert.Equal(0, await RunAsync("export", "--incremental", "--mart", mart));

        Assert.Equal(1, Report("sync", 2)["ledger"]!["updated"]!.GetValue<int>());
        Assert.Equal(0, await RunAsync("verify", "--mart", mart));
        Assert.Equal(0, await RunAsync("status"));
        Assert.Contains("watermark: ", _bench.Output);
        Assert.Matches(@"sync\s+│?\s*succeeded", _bench.Output);
        Assert.Contains("freshness lag", _bench.Output);
        Assert.Contains("at work: no run", _bench.Output);
    }

    [Fact]
    public async Task Plan_AsManyDeletesAsTheFuseAllowsAfterTheWrites_SaysWhatTheSyncDoes()
    {
        Assert.Equal(0, await RunAsync("export", "--mart", Mart(100)));
        var later = _bench.Write("later.ndjson", string.Join('\n', MartRows.Rows(120).Skip(11)));

        Assert.Equal(0, await RunAsync("plan", "--incremental", "--deletes", "on", "--mart", later));
        Assert.DoesNotContain("would be refused", _bench.Output);

        Assert.Equal(0, await RunAsync("sync", "--deletes", "on", "--mart", later));
        Assert.Equal(11, Report("sync", 1)["ledger"]!["deleted"]!.GetValue<int>());
    }

    [Fact]
    public async Task Sync_FromBigQuery_AsksForTheWindowOnly()
    {
        await using var fake = await FakeBigQuery.StartAsync(1);
        _bench.Environment["BIGQUERY_EMULATOR_HOST"] = fake.Endpoints.Rest.Authority;
        Assert.Equal(0, await RunAsync("export", "--mart", Mart(20)));

        await RunAsync("sync", "--bq-project", "my-studio", "--bq-dataset", "marts", "--since", "2026-11-01T00:00:00Z", "--max-dead-letters", "100%");

        var query = Assert.Single(fake.Requests.Select(request => request.Body).OfType<JsonNode>(), body => body.ToJsonString().Contains("updated_before", StringComparison.Ordinal)).ToJsonString();
        Assert.Contains("updated_from", query);
        Assert.Contains("2026-11-01", query);
    }

    [Fact]
    public async Task Rollback_AfterTwoExports_ShowsTheFirstAgain()
    {
        Assert.Equal(0, await RunAsync("export", "--mart", Mart(20)));
        Assert.Equal(25, await RunAsync("rollback"));
        Assert.Contains("there is no index before", _bench.Error);
        Assert.Equal(0, await RunAsync("export", "--mart", Mart(30)));

        Assert.Equal(0, await RunAsync("rollback"));

        Assert.Contains(", 20 documents (before: mb_blends_v1-", _bench.Output);
        Assert.Equal(0, await RunAsync("verify", "--mart", Mart(20)));
    }

    [Fact]
    public async Task Replay_OfMendedLetters_WritesThem()
    {
        var bad = MartRows.Row(BlendBuilder.Blend(21) with { Coverage = 2 });
        var mart = _bench.Write("mart.ndjson", string.Join('\n', MartRows.Rows(20).Append(bad)));
        Assert.Equal(3, await RunAsync("export", "--mart", mart, "--max-dead-letters", "5"));
        var run = (string)Report("export", 1)["run_id"]!;
        Assert.Equal(3, await RunAsync("replay", "--run", run));

        var letters = await File.ReadAllTextAsync((string)Report("export", 1)["dead_letters"]!, Cancelled);
        var good = (double)JsonNode.Parse(MartRows.Row(21))!["coverage"]!;
        var mended = JsonNode.Parse(letters)!;
        mended["document"]!["coverage"] = good;
        Assert.Equal(0, await RunAsync("replay", "--file", _bench.Write("mended.ndjson", mended.ToJsonString())));

        Assert.Equal(0, await RunAsync("verify", "--mart", Mart(21)));
        Assert.Equal(2, await RunAsync("replay"));
        Assert.Equal(2, await RunAsync("replay", "--run", "none"));
    }

    [Fact]
    public async Task Doctor_WhatAKilledRunLeaves_IsFoundAndRepaired()
    {
        Assert.Equal(0, await RunAsync("export", "--mart", Mart(20)));
        Assert.Equal(0, await RunAsync("doctor"));
        using var client = new HttpClient { BaseAddress = _node.Address };
        await PutAsync(client, "mb_blends_v1-20200101t000000.000", """{"settings":{"index":{"refresh_interval":"-1"}}}""");
        await PutAsync(client, "mb_blends_v1/_settings", """{"index":{"refresh_interval":"-1"}}""");

        Assert.Equal(8, await RunAsync("doctor"));
        Assert.Contains("nothing was changed", _bench.Output);
        Assert.Equal(0, await RunAsync("doctor", "--repair"));

        Assert.Contains("repaired: delete it", _bench.Output);
        Assert.Equal(0, await RunAsync("doctor"));
        var settings = JsonNode.Parse(await client.GetStringAsync(new Uri("mb_blends_v1/_settings", UriKind.Relative), Cancelled))!.AsObject().Single().Value!;
        Assert.Equal("30s", (string)settings["settings"]!["index"]!["refresh_interval"]!);
    }

    [Fact]
    public async Task Doctor_AnIndexThatNoRunMade_IsLeftToAPersonAndNeverShown()
    {
        Assert.Equal(0, await RunAsync("export", "--mart", Mart(20)));
        using var client = new HttpClient { BaseAddress = _node.Address };
        await PutAsync(client, "mb_blends_v1-20200101t000000.000/_doc/1", "{}");

        Assert.Equal(8, await RunAsync("doctor", "--repair"));
        Assert.Equal(25, await RunAsync("rollback"));

        Assert.Contains("mb_blends_v1-20200101t000000.000 was made by no run", _bench.Output);
        Assert.Contains("this needs a person", _bench.Output);
    }

    [Fact]
    public async Task Generate_TheSameSeed_IsTheSameFile()
    {
        var folder = Path.GetDirectoryName(Mart(5))!;
        foreach (var (name, seed) in new[] { ("a", "1"), ("b", "1"), ("c", "2") })
        {
            Assert.Equal(0, await _bench.RunAsync("generate", "--mart", Mart(5), "--rows", "1000", "--seed", seed, "--out", Path.Combine(folder, name)));
        }

        var first = await File.ReadAllLinesAsync(Path.Combine(folder, "a"), Cancelled);
        Assert.Equal(first, await File.ReadAllLinesAsync(Path.Combine(folder, "b"), Cancelled));
        Assert.Equal(1000, first.Select(row => (string)JsonNode.Parse(row)!["blend_id"]!).Distinct().Count());
        Assert.Empty(first.Intersect(await File.ReadAllLinesAsync(Path.Combine(folder, "c"), Cancelled)));
        Assert.Equal(0, await RunAsync("export", "--mart", Path.Combine(folder, "a")));
        Assert.Equal(1000, Report("export", 1)["verified_documents"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("status")]
    [InlineData("rollback")]
    [InlineData("replay")]
    [InlineData("doctor")]
    [InlineData("generate")]
    public async Task Help_OfEveryCommand_TeachesByExamplesAndExitCodes(string command)
    {
        Assert.Equal(0, await _bench.RunAsync(command, "--help"));

        Assert.Contains($"MotionBlend.Exporter {command} ", _bench.Output);
        Assert.Contains("Exit codes: 0", _bench.Output);
    }

    private static async Task PutAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var reply = await client.PutAsync(new Uri(path, UriKind.Relative), content, Cancelled);
        reply.EnsureSuccessStatusCode();
    }

    private string Mart(int rows) => _bench.Write($"mart-{rows}.ndjson", string.Join('\n', MartRows.Rows(rows)) + "\n");

    private Task<int> RunAsync(string command, params string[] args)
    {
        string[] output = command is "export" or "sync" or "replay" ? ["--runs-dir", _bench.RunsDirectory, "--progress", "none"] : [];
        return _bench.RunAsync([command, "--es-url", _node.Address.ToString(), .. output, .. args]);
    }

    /// <summary>The report of the nth run of a command that did something, from 1.</summary>
    private JsonNode Report(string command, int number) => Directory.GetFiles(_bench.RunsDirectory, "report.json", SearchOption.AllDirectories)
        .Select(path => JsonNode.Parse(File.ReadAllText(path))!)
        .Where(report => (string)report["command"]! == command && (int)report["exit_code"]! is 0 or 3)
        .OrderBy(report => (DateTimeOffset)report["started_at"]!)
        .ElementAt(number - 1);
}
