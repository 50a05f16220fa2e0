using System.Text.Json.Nodes;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;
using MotionBlend.TestKit.Blends;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Exporter.Tests.Commands;

/// <summary>What a person meets first: each with its exit code, its cause and its cure.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly CommandBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Replies of a server at first contact, the exit code, and words of the message.</summary>
    public static TheoryData<FakeReply, int, string> FirstReplies => new()
    {
        { FakeReply.Error(401, "security_exception", "missing authentication credentials"), 21, "set ELASTICSEARCH_API_KEY" },
        { FakeReply.Error(403, "security_exception", "action is unauthorized"), 21, "lack a privilege" },
        { new FakeBody(200, "<html>") { HasProductHeader = false }, 22, "is not Elasticsearch" },
        { new FakeBreak(), 20, "cannot be reached" },
        { FakeReply.Error(400, "illegal_argument_exception", "no"), 24, "refused a request" },
    };

    [Fact]
    public async Task Export_NoServer_SaysSoSoonWithTheCure()
    {
        var address = await ClosedAddressAsync();

        Assert.Equal(20, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", address));

        Assert.Contains("error: Elasticsearch cannot be reached", _bench.Error);
        Assert.Contains("cure: check that it runs", _bench.Error);
        Assert.Contains("mb_blends_v1 was not moved", _bench.Output);
    }

    [Theory]
    [MemberData(nameof(FirstReplies))]
    public async Task Export_AServerThatWillNotDo_HasItsExitCode(FakeReply reply, int exitCode, string message)
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", reply);
        _bench.Environment["ELASTICSEARCH_API_KEY"] = "c2VjcmV0";

        Assert.Equal(exitCode, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", server.Address.ToString()));

        Assert.Contains(message, _bench.Error);
        Assert.DoesNotContain("c2VjcmV0", _bench.Error + _bench.Output + await ReportTextAsync());
        Assert.Equal("ApiKey c2VjcmV0", server.Requests.First().Headers["Authorization"]);
    }

    [Fact]
    public async Task Export_AConcreteIndexHasTheName_SaysHowToGoOn()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", FakeReply.Ok("""{"version":{"number":"8.19.0"}}"""))
            .On("GET /_cluster/health", FakeReply.Ok(
                """{"cluster_name":"c","status":"green","number_of_nodes":1,"number_of_data_nodes":1,"active_primary_shards":0,"active_shards":0,"unassigned_shards":0,"indices":{}}"""))
            .On("GET /mb_blends_v1", FakeReply.Ok("""{"mb_blends_v1":{"aliases":{},"mappings":{},"settings":{"index":{}}}}"""));

        Assert.Equal(23, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", server.Address.ToString()));

        Assert.Contains("error: 'mb_blends_v1' is a concrete index", _bench.Error);
        Assert.Contains("DELETE /mb_blends_v1 loses its documents", _bench.Error);
    }

    [Fact]
    public async Task Export_NoSuchFile_NamesItAndReportsTheRun()
    {
        Assert.Equal(10, await _bench.ExportAsync("--mart", "nowhere.ndjson"));

        Assert.Contains("error: there is no file", _bench.Error);
        var report = JsonNode.Parse(await ReportTextAsync())!;
        Assert.Equal(("failed", 10, "source_unreadable"),
            ((string)report["outcome"]!, (int)report["exit_code"]!, (string)report["failure"]!["kind"]!));
    }

    [Fact]
    public async Task Export_ColumnsMissing_AreNamed()
    {
        var mart = _bench.Write("mart.ndjson", """{"blend_id":"blend_000000000001"}""");

        Assert.Equal(11, await _bench.ExportAsync("--mart", mart));

        Assert.Contains("lacks the columns left_motion_id, right_motion_id", _bench.Error);
    }

    [Fact]
    public async Task Export_BigQueryTableThatIsNotThere_SaysWhatToCheck()
    {
        await using var fake = await FakeBigQuery.StartAsync(1);
        fake.Fault("tables.get", FakeFaults.Error(404, "notFound", "Not found: Table my-studio:marts.mart_blend_snn_metrics"));
        _bench.Environment["BIGQUERY_EMULATOR_HOST"] = fake.Endpoints.Rest.Authority;

        Assert.Equal(10, await _bench.ExportAsync("--bq-project", "my-studio", "--bq-dataset", "marts"));

        Assert.Contains("Not found: Table my-studio:marts.mart_blend_snn_metrics (notFound)", _bench.Error);
        Assert.Contains("cure: check --bq-project, --bq-dataset, --bq-table and --bq-location", _bench.Error);
    }

    [Fact]
    public async Task Export_RunsDirectoryCannotBeMade_SaysSo()
    {
        var file = _bench.Write("file", "");

        Assert.Equal(30, await _bench.RunAsync("export", "--runs-dir", file, "--progress", "none", "--mart", SampleMart.Path));

        Assert.Contains("--runs-dir", _bench.Error);
    }

    [Fact]
    public async Task Export_SeveralWrongSettings_AreAllNamedAtOnce()
    {
        _bench.Environment["Exporter__InFlight"] = "many";

        Assert.Equal(2, await _bench.ExportAsync("--mart", SampleMart.Path, "--batch-size", "0", "--es-url", "localhost:9200"));

        Assert.Contains("error: --batch-size: '0' must be a whole number from 1 to 100000 (flag --batch-size)", _bench.Error);
        Assert.Contains("error: --in-flight: 'many' must be a whole number from 1 to 64 (environment Exporter__InFlight)", _bench.Error);
        Assert.Contains("error: --es-url: is no http or https URL", _bench.Error);
    }

    [Theory]
    [InlineData("--marty")]
    [InlineData("--mart")]
    [InlineData("surplus")]
    public async Task Export_AWrongCommandLine_IsUsage(string argument) => Assert.Equal(2, await _bench.RunAsync("export", argument));

    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    public async Task Run_NoOrAnotherCommand_IsUsage(string line) =>
        Assert.Equal(2, await _bench.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public async Task Export_Help_TeachesByExamplesAndNamesEveryExitCode()
    {
        Assert.Equal(0, await _bench.RunAsync("export", "--help"));

        Assert.Contains("MotionBlend.Exporter export --mart mart.parquet --es-url http://localhost:9200", _bench.Output);
        foreach (var failure in Enum.GetValues<Exporter.Export.ExportFailure>())
        {
            Assert.Matches($@"(^|\s){ExitCodes.Of(failure)}  ", _bench.Output);
        }
    }

    [Fact]
    public async Task Export_ShowConfig_SaysWhereValuesComeFromAndMasksSecrets()
    {
        _bench.Environment["ELASTICSEARCH_API_KEY"] = "secret-key";
        _bench.Environment["GCP_PROJECT"] = "my-studio";
        _bench.Write("appsettings.json", """{"Exporter":{"Keep":"3","InFlight":"9"}}""");
        _bench.Environment["Exporter__InFlight"] = "7";

        Assert.Equal(0, await _bench.RunAsync("export", "--show-config", "--es-url", "http://elastic:secret-word@host:9200", "--batch-size", "10"));

        Assert.DoesNotContain("secret", _bench.Output);
        Assert.Matches(@"--batch-size\s+10\s+flag --batch-size", _bench.Output);
        Assert.Matches(@"--bq-project\s+my-studio\s+environment GCP_PROJECT", _bench.Output);
        Assert.Matches(@"--in-flight\s+7\s+environment Exporter__InFlight", _bench.Output);
        Assert.Matches(@"--keep\s+3\s+appsettings Exporter:Keep", _bench.Output);
        Assert.Matches(@"--es-index\s+mb_blends_v1\s+default", _bench.Output);
    }

    [Fact]
    public async Task Export_CancelledWhileTheServerIsSilent_Ends()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", new FakeSilence());
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        var exitCode = await _bench.RunAsync(cancel.Token,
            "export", "--runs-dir", _bench.RunsDirectory, "--progress", "none", "--mart", SampleMart.Path, "--es-url", server.Address.ToString());

        Assert.Equal(130, exitCode);
        Assert.Contains("cancelled", await ReportTextAsync());
    }

    [Fact]
    public async Task Export_TheSampleIntoARealElasticsearch_IsFoundWholeBehindTheAlias()
    {
        Assert.SkipWhen(RealElasticsearch.Url is null, $"{RealElasticsearch.Variable} names no Elasticsearch");
        using var client = new HttpClient { BaseAddress = new Uri(RealElasticsearch.Url!) };
        var alias = $"exporter-test-{Guid.NewGuid():n}";
        try
        {
            Assert.Equal(0, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", RealElasticsearch.Url!, "--es-index", alias));
            Assert.Equal(0, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", RealElasticsearch.Url!, "--es-index", alias, "--if-empty"));

            Assert.Contains("holds 11,340 documents already", _bench.Output);
            Assert.Equal(0, await _bench.RunAsync("verify", "--mart", SampleMart.Path, "--es-url", RealElasticsearch.Url!, "--es-index", alias));
            Assert.Contains("equal: the index holds what the mart holds", _bench.Output);
            var count = JsonNode.Parse(await client.GetStringAsync(new Uri($"{alias}/_count", UriKind.Relative), Cancelled))!;
            Assert.Equal(SampleMart.Blends.Count, (int)count["count"]!);
        }
        finally
        {
            using var deleted = await client.DeleteAsync(new Uri(await IndexBehindAsync(client, alias), UriKind.Relative), Cancelled);
        }
    }

    public void Dispose() => _bench.Dispose();

    private static async Task<string> IndexBehindAsync(HttpClient client, string alias) =>
        JsonNode.Parse(await client.GetStringAsync(new Uri(alias, UriKind.Relative), Cancelled))!.AsObject().Single().Key;

    private static async Task<string> ClosedAddressAsync()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        return server.Address.ToString();
    }

    private Task<string> ReportTextAsync() => File.ReadAllTextAsync(
        Path.Combine(Assert.Single(Directory.GetDirectories(_bench.RunsDirectory)), "report.json"), Cancelled);
}
