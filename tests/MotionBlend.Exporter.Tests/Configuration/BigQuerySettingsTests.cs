using Microsoft.Extensions.Configuration;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Tests.Configuration;

public sealed class BigQuerySettingsTests
{
    [Fact]
    public void Read_TableAlone_TakesTheDefaults()
    {
        var mart = Assert.IsType<MartChoice.BigQuery>(Read([], out var faults)!.Mart);

        Assert.Empty(faults);
        Assert.Equal(("my-studio", "marts", "mart_blend_snn_metrics"), (mart.Project, mart.Dataset, mart.Table));
        Assert.Null(mart.CredentialsFile);

        // The defaults that help names are those of the options.
        var standard = new BigQueryOptions();
        Assert.Equal(standard, mart.Options with { Labels = standard.Labels });
    }

    [Fact]
    public void Read_AllGiven_TakesThem()
    {
        var flags = new Dictionary<string, string>
        {
            ["--bq-read"] = "storage",
            ["--bq-location"] = "europe-west3",
            ["--bq-credentials"] = "key.json",
            ["--bq-max-bytes-billed"] = "2tb",
            ["--bq-page-rows"] = "500",
            ["--bq-streams"] = "8",
            ["--bq-job-timeout"] = "2h",
        };

        var mart = Assert.IsType<MartChoice.BigQuery>(Read(flags, out _)!.Mart);

        Assert.Equal("key.json", mart.CredentialsFile);
        Assert.Equal(
            (BigQueryReadMode.Storage, "europe-west3", 2L << 40, 500, 8, TimeSpan.FromHours(2)),
            (mart.Options.ReadMode, mart.Options.Location, mart.Options.MaximumBytesBilled, mart.Options.PageRows, mart.Options.MaxStreams, mart.Options.JobTimeout));
    }

    [Theory]
    [InlineData("--bq-read", "fast", "--bq-read: 'fast' must be auto, rest or storage (flag --bq-read)")]
    [InlineData("--bq-location", "EU!", "--bq-location: 'EU!' must be a BigQuery location such as EU or europe-west3 (flag --bq-location)")]
    [InlineData("--bq-max-bytes-billed", "10", "--bq-max-bytes-billed: '10' must be a size such as 500mb, 10gb or 2tb (flag --bq-max-bytes-billed)")]
    [InlineData("--bq-page-rows", "0", "--bq-page-rows: '0' must be a whole number from 1 to 100000 (flag --bq-page-rows)")]
    [InlineData("--bq-streams", "65", "--bq-streams: '65' must be a whole number from 1 to 64 (flag --bq-streams)")]
    [InlineData("--bq-job-timeout", "7h", "--bq-job-timeout: '7h' must be a time such as 90s, 5m or 1h (flag --bq-job-timeout)")]
    public void Read_AWrongValue_SaysWhatIsWrong(string flag, string value, string message)
    {
        Assert.Null(Read(new() { [flag] = value }, out var faults));

        Assert.Equal(message, Assert.Single(faults));
    }

    private static ExporterOptions? Read(Dictionary<string, string> flags, out IReadOnlyList<string> faults)
    {
        flags["--bq-project"] = "my-studio";
        flags["--bq-dataset"] = "marts";
        return ExporterOptionsReader.Read(
            new SettingResolver(setting => flags.GetValueOrDefault(setting.Flag), _ => null, new ConfigurationBuilder().Build()), needsMart: true, DateTimeOffset.UnixEpoch, out faults);
    }
}
