using Microsoft.Extensions.Configuration;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Configuration;

namespace MotionBlend.Exporter.Tests.Configuration;

public sealed class ExporterOptionsReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A flag, a wrong value, and the whole message.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "--batch-bytes", "1kb", "--batch-bytes: '1kb' must be a size such as 8mb, 64kb to 95mb (flag --batch-bytes)" },
        { "--batch-bytes", "96mb", "--batch-bytes: '96mb' must be a size such as 8mb, 64kb to 95mb (flag --batch-bytes)" },
        { "--shards", "0", "--shards: '0' must be a whole number from 1 to 1024 (flag --shards)" },
        { "--replicas", "-1", "--replicas: '-1' must be a whole number from 0 to 100 (flag --replicas)" },
        { "--refresh-interval", "-1", "--refresh-interval: '-1' must be an Elasticsearch time such as 30s, 500ms or 1m (flag --refresh-interval)" },
        { "--keep", "x", "--keep: 'x' must be a whole number from 0 to 100 (flag --keep)" },
        { "--max-dead-letters", "2 %", "--max-dead-letters: '2 %' must be a count such as 100 or a share such as 1% (flag --max-dead-letters)" },
        { "--retry-for", "25h", "--retry-for: '25h' must be a time such as 90s, 5m or 1h (flag --retry-for)" },
        { "--progress", "loud", "--progress: 'loud' must be auto, bar, plain or none (flag --progress)" },
        {
            "--es-index", "_blends",
            "--es-index: '_blends' must be an alias name: 1 to 200 characters of a-z, 0-9, '_', '-' and '.', starting with a letter or digit (flag --es-index)"
        },
        { "--bq-dataset", "d", "--mart: and --bq-dataset or --bq-table exclude each other: a run exports one mart (flag --mart)" },
        { "--since", "2026-11-24T12:00:01Z", "--since: '2026-11-24T12:00:01Z' lies in the future, and no row can be updated since then (flag --since)" },
        { "--bq-project", "X", "--bq-project: 'X' must be a Google Cloud project id such as my-studio-prod (flag --bq-project)" },
    };

    [Fact]
    public void Read_AMartAlone_TakesTheDefaults()
    {
        var options = Read(new() { ["--mart"] = "m.ndjson" }, out var faults);

        Assert.Empty(faults);
        Assert.Equal(new MartChoice.File("m.ndjson"), options!.Mart);
        Assert.Equal("http://localhost:9200/", options.Endpoint.ToString());
        Assert.Equal((BlendIndex.Alias, 5000, 2 * 1024 * 1024, 8, 1),
            (options.Export.Alias, options.Export.Limits.Rows, options.Export.Limits.Bytes, options.Export.InFlight, options.Export.Keep));
        Assert.Equal(TimeSpan.FromMinutes(5), options.RetryFor);
        Assert.EndsWith(Path.Combine("motionblend", "exporter", "runs"), options.RunsDirectory);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_AWrongValue_SaysWhatIsWrongAndWhereItCameFrom(string flag, string value, string message)
    {
        Assert.Null(Read(new() { ["--mart"] = "m", [flag] = value }, out var faults));

        Assert.Equal(message, Assert.Single(faults));
    }

    [Theory]
    [InlineData("motionblend-prod", "RAW_DEV", "mart-blend-snn-metrics")]
    [InlineData("example.com:motionblend", "marts", "mart 2026")]
    public void Read_NamesThatBigQueryAllows_AreTaken(string project, string dataset, string table)
    {
        var options = Read(new() { ["--bq-project"] = project, ["--bq-dataset"] = dataset, ["--bq-table"] = table }, out var faults);

        Assert.Empty(faults);
        Assert.Equal($"{project}.{dataset}.{table}", options!.Mart!.Name);
    }

    [Theory]
    [InlineData("--every", "1h", "--every: standard input ends with the first run; name a file or a table as the mart")]
    [InlineData("--deletes", "on", "--deletes: the mart is read once for its rows and once for its ids, which standard input cannot be")]
    public void Read_StandardInputForWhatReadsTheMartAgain_SaysWhyNot(string flag, string value, string message)
    {
        Assert.Null(Read(new() { ["--mart"] = "-", [flag] = value }, out var faults));

        Assert.StartsWith(message, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SinceNow_IsTaken()
    {
        Assert.Equal(Now, Read(new() { ["--mart"] = "m", ["--since"] = "2026-11-24T12:00:00Z" }, out _)!.Since);
    }

    [Fact]
    public void Read_NoMart_SaysHowToNameOne()
    {
        Read([], out var faults);

        Assert.StartsWith("--mart: names no mart to export; give a file, e.g. --mart", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BigQueryWithoutItsProject_AsksForIt()
    {
        Read(new() { ["--bq-dataset"] = "marts" }, out var faults);

        Assert.Equal("--bq-project: is needed to read from BigQuery (or set GCP_PROJECT)", Assert.Single(faults));
    }

    [Fact]
    public void Read_ABadConnectionString_DoesNotQuoteIt()
    {
        Read(new() { ["--mart"] = "m", ["--es-url"] = "Endpoint=nowhere;ApiKey=secret" }, out var faults);

        Assert.DoesNotContain("secret", Assert.Single(faults));
    }

    [Fact]
    public void SettingsFor_DataNodes_DecideUnlessOverridden()
    {
        var options = Read(new() { ["--mart"] = "m" }, out _)!.Export;
        var overridden = Read(new() { ["--mart"] = "m", ["--shards"] = "5", ["--replicas"] = "2", ["--refresh-interval"] = "1m", ["--max-result-window"] = "20000" }, out _)!.Export;

        Assert.Equal(BlendIndexSettings.SingleNode, options.SettingsFor(1));
        Assert.Equal(BlendIndexSettings.Production, options.SettingsFor(3));
        Assert.Equal(new BlendIndexSettings(5, 2, "1m", 20_000), overridden.SettingsFor(1));
    }

    private static ExporterOptions? Read(Dictionary<string, string> flags, out IReadOnlyList<string> faults) => ExporterOptionsReader.Read(
        new SettingResolver(setting => flags.GetValueOrDefault(setting.Flag), _ => null, new ConfigurationBuilder().Build()), needsMart: true, Now, out faults);
}
