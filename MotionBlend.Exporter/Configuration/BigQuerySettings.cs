using System.Globalization;
using System.Text.RegularExpressions;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Configuration;

/// <summary>The settings of reading from BigQuery besides the table's name.</summary>
internal static partial class BigQuerySettings
{
    /// <summary>Which interface.</summary>
    public static Setting ReadMode { get; } = new("--bq-read", "Exporter:BigQuery:Read", "auto|rest|storage",
        "How to read: a query over REST, or Storage Read; auto: Storage Read for a table of 100,000 rows or more where permitted, else REST.")
    { Default = "auto" };

    /// <summary>Location.</summary>
    public static Setting Location { get; } = new("--bq-location", "Exporter:BigQuery:Location", "PLACE",
        "Where the query runs, e.g. EU or europe-west3. Unset: where the table is.");

    /// <summary>Credentials file.</summary>
    public static Setting Credentials { get; } = new("--bq-credentials", "Exporter:BigQuery:Credentials", "FILE",
        "Key file of a service account. Unset: a token in GOOGLE_OAUTH_ACCESS_TOKEN, else Application Default Credentials.");

    /// <summary>Cost limit.</summary>
    public static Setting MaxBytesBilled { get; } = new("--bq-max-bytes-billed", "Exporter:BigQuery:MaxBytesBilled", "SIZE",
        "Most bytes that BigQuery may bill, e.g. 500mb or 2tb; a costlier read is refused without a charge.")
    { Default = "10gb" };

    /// <summary>Page size.</summary>
    public static Setting PageRows { get; } = new("--bq-page-rows", "Exporter:BigQuery:PageRows", "ROWS",
        "Rows of a page over REST, 1 to 100000.")
    { Default = "10000" };

    /// <summary>Streams.</summary>
    public static Setting Streams { get; } = new("--bq-streams", "Exporter:BigQuery:Streams", "N",
        "Streams that Storage Read reads at once, 1 to 64.")
    { Default = "4" };

    /// <summary>Time of a job.</summary>
    public static Setting JobTimeout { get; } = new("--bq-job-timeout", "Exporter:BigQuery:JobTimeout", "TIME",
        "Longest time of the query job, up to 6h.")
    { Default = "30m" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Setting> All { get; } = [ReadMode, Location, Credentials, MaxBytesBilled, PageRows, Streams, JobTimeout];

    /// <summary>Reads them; faults are noted at the reader.</summary>
    public static BigQueryOptions Read(SettingReader reader)
    {
        var standard = new BigQueryOptions();
        return standard with
        {
            ReadMode = reader.Read<BigQueryReadMode?>(ReadMode, "auto, rest or storage", Mode) ?? standard.ReadMode,
            Location = reader.Text(Location, Place(), "a BigQuery location such as EU or europe-west3"),
            MaximumBytesBilled = reader.Read<long?>(MaxBytesBilled, "a size such as 500mb, 10gb or 2tb", Size) ?? standard.MaximumBytesBilled,
            PageRows = reader.Number(PageRows, 1, 100_000) ?? standard.PageRows,
            MaxStreams = reader.Number(Streams, 1, 64) ?? standard.MaxStreams,
            JobTimeout = reader.Duration(JobTimeout, TimeSpan.FromHours(6)) ?? standard.JobTimeout,
        };
    }

    private static BigQueryReadMode? Mode(string text) =>
        Enum.GetValues<BigQueryReadMode>().Cast<BigQueryReadMode?>().FirstOrDefault(mode => string.Equals(mode.ToString(), text, StringComparison.OrdinalIgnoreCase));

    private static long? Size(string text)
    {
        var match = SizePattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var shift = match.Groups["unit"].Value.ToUpperInvariant() switch { "MB" => 20, "GB" => 30, _ => 40 };
        return long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) << shift;
    }

    [GeneratedRegex(@"\A(?<number>[1-9]\d{0,4})(?<unit>mb|gb|tb)\z", RegexOptions.IgnoreCase)]
    private static partial Regex SizePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9\-]{1,39}\z")]
    private static partial Regex Place();
}
