using System.IO.Compression;
using System.Text;
using MotionBlend.Exporter.Commands;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Exporter.Tests.Commands;

/// <summary>Mistakes that a person makes first: each has one line with the cause, one with the cure, and its exit code.</summary>
public sealed class FirstErrorTests : IDisposable
{
    private readonly CommandBench _bench = new();

    /// <summary>Files that are no mart: name, content, exit code, cause and cure.</summary>
    public static TheoryData<string, byte[], int, string, string> Files => new()
    {
        { "empty.ndjson", [], 10, "is empty", "export the mart into it again" },
        { "blank.ndjson", "\n \n"u8.ToArray(), 10, "holds no row", "export the mart into it again" },
        { "mart.csv", "blend_id,fid\na,1\n"u8.ToArray(), 10, "is no mart file: the first row is no JSON object", "for CSV, export it again" },
        { "mart.json", "[{\"blend_id\":1}]"u8.ToArray(), 10, "is no mart file: the first row is no JSON object", "one object a line" },
        { "utf16.ndjson", Encoding.Unicode.GetBytes(MartRows.Row(1)), 10, "is no mart file", "UTF-8" },
        { "surrogate.ndjson", "{\"\\ud800\":1}"u8.ToArray(), 10, "is no mart file", "one object a line" },
        { "cut.ndjson.gz", Gzip(200)[..600], 10, "cannot be read beyond row", "the file was cut off or damaged" },
        { "cut.parquet", "PAR1 and no more"u8.ToArray(), 10, "is no readable Parquet file", "the file was cut off or damaged" },
        { "upper.ndjson", "{\"BLEND_ID\":1,\"FID\":2}"u8.ToArray(), 11, "has none of the mart's 32 columns; its own are BLEND_ID, FID", "in lower case" },
        { "few.ndjson", "{\"blend_id\":\"x\"}"u8.ToArray(), 11, "lacks the columns left_motion_id", "export every column" },
    };

    /// <summary>Command lines that cannot be understood, what is wrong with them and what may be meant.</summary>
    public static TheoryData<string, string, string> Lines => new()
    {
        { "export --marty", "error: Unrecognized command or argument '--marty'", "did you mean --mart?" },
        { "exprot", "error: Unrecognized command or argument 'exprot'", "did you mean export? 'MotionBlend.Exporter --help'" },
        { "export --mart", "error: Required argument missing for option: '--mart'", "'MotionBlend.Exporter export --help'" },
        { "export --mart a --mart b", "error: Option '--mart' expects a single argument but 2 were provided", "'MotionBlend.Exporter export --help'" },
        { "replay 20261124t120501-9f3c", "error: Unrecognized command or argument '20261124t120501-9f3c'", "'MotionBlend.Exporter replay --help'" },
        { "generate --mart x --rows 1 --seed abc", "error: --seed: must be a whole number", "'MotionBlend.Exporter generate --help'" },
        { "generate --mart x --rows 0", "error: --rows: must be a whole number from 1", "'MotionBlend.Exporter generate --help'" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Export_AFileThatIsNoMart_SaysWhatIsWrongAndWhatToDo(string name, byte[] content, int exitCode, string cause, string cure)
    {
        var path = _bench.Write(name, content);

        Assert.Equal(exitCode, await _bench.ExportAsync("--mart", path));

        AssertSaid(cause, cure);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Run_ALineThatIsNotUnderstood_SaysSoInTwoLines(string line, string error, string cure)
    {
        Assert.Equal(2, await _bench.RunAsync(line.Split(' ')));

        var lines = _bench.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(error, lines[0], StringComparison.Ordinal);
        Assert.Contains(cure, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_HttpsWhereHttpIsSpoken_NamesTls()
    {
        await using var server = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(20, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", $"https://{server.Address.Authority}"));

        AssertSaid("no TLS connection: ", "with https where it speaks TLS and only there");
        Assert.DoesNotContain("inner exception", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_APasswordThatIsNotEncoded_IsRefusedAndNeverShown()
    {
        _bench.Environment["ELASTICSEARCH_URL"] = "http://elastic:pa/s3cret@localhost:9200";

        Assert.Equal(2, await _bench.ExportAsync("--mart", SampleMart.Path));
        Assert.Equal(0, await _bench.RunAsync("export", "--show-config"));

        Assert.Contains("error: --es-url: has an '@' behind the host: percent-encode", _bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", _bench.Error + _bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_TheReportCannotBeWritten_SaysSoLastAndWhatTheRunDid()
    {
        await using var server = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        server.On("GET /", new FakeDecision(_ =>
        {
            Directory.Delete(_bench.RunsDirectory, recursive: true);
            return FakeReply.Error(401, "security_exception", "no");
        }));

        Assert.Equal(21, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", server.Address.ToString()));

        Assert.Contains("mb_blends_v1 was not moved", _bench.Output, StringComparison.Ordinal);
        AssertSaid("does not accept the credentials", "set ELASTICSEARCH_API_KEY");
    }

    [Theory]
    [InlineData("/dev/full", "No space left on device")]
    [InlineData("/nowhere/x.ndjson", "cannot be written")]
    public async Task Generate_AFileThatCannotBeWritten_SaysWhy(string path, string cause)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's");

        Assert.Equal(30, await _bench.RunAsync("generate", "--mart", SampleMart.Path, "--rows", "1000", "--out", path));

        AssertSaid(cause, "free disk space");
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public async Task Replay_AMartInsteadOfLetters_SaysWhatToName()
    {
        await using var node = await SearchNodeServer.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", node.Address.ToString()));
        var mart = _bench.Write("mart.ndjson", MartRows.Row(1));

        Assert.Equal(10, await _bench.RunAsync("replay", "--file", mart, "--es-url", node.Address.ToString(), "--runs-dir", _bench.RunsDirectory, "--progress", "none"));

        AssertSaid("line 1 is no dead letter: it is no JSON object with a document or raw text", "name a run's dead-letters.ndjson");
    }

    [Theory]
    [InlineData("{\"Exporter\":{\"Keep\":\"3\",", "error: appsettings.json cannot be read: ")]
    [InlineData("[]", "error: appsettings.json cannot be read: Top-level JSON element must be an object")]
    [InlineData("{\"Exporter\":{\"BatchSzie\":10}}", "error: appsettings.json: Exporter:BatchSzie is no setting; did you mean Exporter:BatchSize?")]
    [InlineData("{\"Exporter\":{\"Keep\":[1,2]}}", "error: appsettings.json: Exporter:Keep:0 must be one value")]
    public async Task Export_AppSettingsThatAreWrong_AreNamed(string settings, string expected)
    {
        _bench.Write("appsettings.json", settings);

        Assert.Equal(2, await _bench.ExportAsync("--mart", SampleMart.Path));

        Assert.Contains(expected, _bench.Error, StringComparison.Ordinal);
        AssertSaid("appsettings.json", "docs/configuration.md lists the settings");
    }

    [Theory]
    [InlineData("Exporter__BatchSzie", "Exporter__BatchSzie is no setting; did you mean Exporter__BatchSize?")]
    [InlineData("EXPORTER__BIGQUERY__PROJECTS", "EXPORTER__BIGQUERY__PROJECTS is no setting; did you mean Exporter__BigQuery__Project?")]
    [InlineData("Exporter__Everything", "Exporter__Everything is no setting")]
    public async Task AnyCommand_AVariableOfTheExportersThatIsNone_IsNamed(string variable, string expected)
    {
        _bench.Environment[variable] = "10";

        Assert.Equal(2, await _bench.RunAsync("status"));

        Assert.StartsWith("error: environment: " + expected, _bench.Error, StringComparison.Ordinal);
        AssertSaid(variable, "correct or unset it");
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("export", "--incremental")]
    [InlineData("replay", "--file", "letters.ndjson")]
    public async Task ASync_InAJobOfSeveralTasks_IsRefused(params string[] command)
    {
        _bench.Environment["CLOUD_RUN_TASK_COUNT"] = "3";
        string[] mart = command[0] == "replay" ? [] : ["--mart", SampleMart.Path];
        command = [.. command.Select(word => word == "letters.ndjson" ? _bench.Write(word, "") : word)];

        Assert.Equal(2, await _bench.RunAsync([.. command, .. mart, "--es-url", "http://localhost:1", "--runs-dir", _bench.RunsDirectory]));

        AssertSaid("is the work of one task, and this is one of 3", "unset CLOUD_RUN_TASK_COUNT");
    }

    [Fact]
    public async Task Export_StandardOutputOnAFullDisk_GoesOnAndSaysSo()
    {
        await using var node = await SearchNodeServer.StartAsync(TestContext.Current.CancellationToken);
        using var full = new EnduringWriter(new FullDisk());
        _bench.Writer = full;

        Assert.Equal(30, await _bench.ExportAsync("--mart", SampleMart.Path, "--es-url", node.Address.ToString()));

        AssertSaid("standard output cannot be written: No space left", "what the command did stands");
        _bench.Writer = null;
        Assert.Equal(0, await _bench.RunAsync("verify", "--mart", SampleMart.Path, "--es-url", node.Address.ToString()));
    }

    public void Dispose() => _bench.Dispose();

    private sealed class FullDisk : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }

    private static byte[] Gzip(int rows)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.NoCompression))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', MartRows.Rows(rows))));
        }

        return file.ToArray();
    }

    private void AssertSaid(string cause, string cure)
    {
        var lines = _bench.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("error: ", StringComparison.Ordinal) && line.Contains(cause, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  cure: ", StringComparison.Ordinal) && line.Contains(cure, StringComparison.Ordinal));
    }
}
