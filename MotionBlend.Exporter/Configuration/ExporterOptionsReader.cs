using System.Text;
using System.Text.RegularExpressions;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Configuration;

/// <summary>Reads the settings of an export and says all that is wrong with them at once.</summary>
internal static partial class ExporterOptionsReader
{
    private const int SmallestBatch = 64 * 1024;

    // Under Elasticsearch's default http.max_content_length of 100 MB.
    private const int LargestBatch = 95 * 1024 * 1024;

    /// <summary>Reads the settings.</summary>
    /// <param name="resolver">Finds the values.</param>
    /// <param name="needsMart">True when it is a fault that no mart is named.</param>
    /// <param name="now">The time.</param>
    /// <param name="faults">What is wrong; empty on success.</param>
    /// <returns>The options; null when something is wrong.</returns>
    public static ExporterOptions? Read(SettingResolver resolver, bool needsMart, DateTimeOffset now, out IReadOnlyList<string> faults)
    {
        var reader = new SettingReader(resolver);
        var mart = Mart(reader, needsMart);
        var endpoint = Endpoint(reader);
        var alias = reader.Text(ExporterSettings.ElasticIndex, AliasName(),
            "an alias name: 1 to 200 characters of a-z, 0-9, '_', '-' and '.', starting with a letter or digit");
        var rows = reader.Number(ExporterSettings.BatchSize, 1, 100_000);
        var bytes = reader.Bytes(ExporterSettings.BatchBytes, SmallestBatch, LargestBatch, "64kb to 95mb");
        var inFlight = reader.Number(ExporterSettings.InFlight, 1, 64);
        var inFlightBytes = reader.Bytes(ExporterSettings.InFlightBytes, SmallestBatch, 1024 * 1024 * 1024, "64kb to 1024mb");
        var compression = reader.Read<CompressionMode?>(ExporterSettings.Compress, "auto, on or off",
            text => Enum.GetValues<CompressionMode>().Cast<CompressionMode?>().FirstOrDefault(mode => Is(mode, text)));
        var keep = reader.Number(ExporterSettings.Keep, 0, 100);
        var shards = reader.Number(ExporterSettings.Shards, 1, 1024);
        var replicas = reader.Number(ExporterSettings.Replicas, 0, 100);
        var window = reader.Number(ExporterSettings.MaxResultWindow, IndexScan.PageSize, int.MaxValue);
        var refresh = reader.Text(ExporterSettings.RefreshInterval, RefreshTime(), "an Elasticsearch time such as 30s, 500ms or 1m");
        var cap = reader.Read(ExporterSettings.MaxDeadLetters, "a count such as 100 or a share such as 1%", DeadLetterCap.Parse);
        var fuse = reader.Read(ExporterSettings.MaxDeletes, "a count such as 100 or a share such as 10%", DeletionFuse.Parse);
        var deletes = reader.Read<bool?>(ExporterSettings.Deletes, "on or off", text => text switch { "on" => true, "off" => false, _ => null });
        var tasks = reader.Number(ExporterSettings.TaskCount, 1, 256);
        var task = reader.Number(ExporterSettings.TaskIndex, 0, 255);
        if (task >= tasks)
        {
            reader.Fault(ExporterSettings.TaskIndex, $"{task} must be less than --task-count {tasks}");
        }

        var every = reader.Duration(ExporterSettings.Every, TimeSpan.FromHours(999));
        var healthPort = reader.Number(ExporterSettings.HealthPort, 0, 65_535);
        var isHealthLocal = reader.Read<bool?>(ExporterSettings.HealthHost, "local or any", text => text switch { "local" => true, "any" => false, _ => null });
        if (every < TimeSpan.FromSeconds(1))
        {
            reader.Fault(ExporterSettings.Every, "must be at least 1s");
        }

        if (mart is MartChoice.File { Path: MartFile.StandardInput })
        {
            CheckPipe(reader, every, deletes);
        }

        var retryFor = reader.Duration(ExporterSettings.RetryFor, TimeSpan.FromHours(24));
        var settle = reader.Duration(ExporterSettings.Settle, TimeSpan.FromHours(24));
        var overlap = reader.Duration(ExporterSettings.Overlap, TimeSpan.FromHours(999));
        var since = reader.Read<DateTimeOffset?>(ExporterSettings.Since, "a time with its zone, such as 2026-11-01T00:00:00Z", Time);
        if (since > now)
        {
            reader.Fault(ExporterSettings.Since, $"'{reader.Text(ExporterSettings.Since)}' lies in the future, and no row can be updated since then");
        }

        var progress = reader.Read<ProgressMode?>(ExporterSettings.Progress, "auto, bar, plain or none",
            text => Enum.GetValues<ProgressMode>().Cast<ProgressMode?>().FirstOrDefault(mode => Is(mode, text)));
        faults = reader.Faults;
        return faults.Count > 0 ? null : new ExporterOptions
        {
            Mart = mart,
            Endpoint = endpoint!,
            Export = new FullExportOptions(alias!, new BatchLimits(rows!.Value, bytes!.Value), inFlight!.Value, cap!, keep!.Value, IfEmpty: false,
                shards, replicas, refresh, window)
            {
                Source = mart?.Name ?? "",
                Settle = settle!.Value,
                Fuse = fuse!,
                Task = tasks > 1 ? new MartShard(task!.Value, tasks.Value) : null,
                TaskRun = reader.Text(ExporterSettings.TaskRun),
                InFlightBytes = inFlightBytes!.Value,
            },
            Compress = compression == CompressionMode.On || (compression == CompressionMode.Auto && !endpoint!.Address.IsLoopback),
            Overlap = overlap!.Value,
            Since = since,
            Every = every,
            HealthPort = healthPort!.Value,
            IsHealthLocal = isHealthLocal!.Value,
            Deletes = deletes!.Value,
            RetryFor = retryFor!.Value,
            RunsDirectory = reader.Text(ExporterSettings.RunsDirectory) ?? DefaultRunsDirectory(),
            Progress = progress!.Value,
        };
    }

    /// <summary>Standard input can be read once, and then it is at its end.</summary>
    private static void CheckPipe(SettingReader reader, TimeSpan? every, bool? deletes)
    {
        if (every is not null)
        {
            reader.Fault(ExporterSettings.Every, "standard input ends with the first run; name a file or a table as the mart, or let whatever feeds the pipe run the exporter each time");
        }

        if (deletes == true)
        {
            reader.Fault(ExporterSettings.Deletes, "the mart is read once for its rows and once for its ids, which standard input cannot be; write it to a file and name that with --mart");
        }
    }

    private static DateTimeOffset? Time(string text) => Timestamp.TryRead(Encoding.UTF8.GetBytes(text), out var micros, out _)
        ? new DateTimeOffset(Timestamp.ToDateTime(micros))
        : null;

    private static bool Is<T>(T? mode, string text)
        where T : struct, Enum =>
        string.Equals(mode.ToString(), text, StringComparison.OrdinalIgnoreCase);

    private static string DefaultRunsDirectory() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "motionblend", "exporter", "runs");

    private static MartChoice? Mart(SettingReader reader, bool isNeeded)
    {
        var file = reader.Text(ExporterSettings.Mart);
        var asksBigQuery = reader.IsGiven(ExporterSettings.BigQueryDataset) || reader.IsGiven(ExporterSettings.BigQueryTable);
        var project = reader.Text(ExporterSettings.BigQueryProject, BigQueryTable.ProjectPattern(), "a Google Cloud project id such as my-studio-prod");
        var dataset = reader.Text(ExporterSettings.BigQueryDataset, BigQueryTable.DatasetPattern(), "a BigQuery dataset id: letters, digits and '_'");
        var table = reader.Text(ExporterSettings.BigQueryTable, BigQueryTable.TablePattern(), "a BigQuery table id: letters, digits, '_', '-' and spaces");
        if (file is not null)
        {
            if (asksBigQuery)
            {
                reader.Fault(ExporterSettings.Mart, "and --bq-dataset or --bq-table exclude each other: a run exports one mart");
            }
            else if (file.Length == 0)
            {
                reader.Fault(ExporterSettings.Mart, "names no file");
            }

            return new MartChoice.File(file);
        }

        if (!asksBigQuery && !isNeeded)
        {
            return null;
        }

        if (!asksBigQuery)
        {
            reader.Fault(ExporterSettings.Mart,
                "names no mart to export; give a file, e.g. --mart samples/mart_blend_snn_metrics.ndjson.gz, or a BigQuery table by --bq-project and --bq-dataset");
            return null;
        }

        if (project is null && !reader.IsGiven(ExporterSettings.BigQueryProject))
        {
            reader.Fault(ExporterSettings.BigQueryProject, "is needed to read from BigQuery (or set GCP_PROJECT)");
        }

        if (dataset is null && !reader.IsGiven(ExporterSettings.BigQueryDataset))
        {
            reader.Fault(ExporterSettings.BigQueryDataset, "is needed to read from BigQuery");
        }

        return new MartChoice.BigQuery(project ?? "", dataset ?? "", table ?? "")
        {
            Options = BigQuerySettings.Read(reader),
            CredentialsFile = reader.Text(BigQuerySettings.Credentials),
        };
    }

    private static ElasticsearchEndpoint? Endpoint(SettingReader reader)
    {
        if (ElasticsearchEndpoint.TryParse(
            reader.Text(ExporterSettings.ElasticUrl) ?? "", reader.Text(ExporterSettings.ElasticApiKey), out var endpoint, out var fault))
        {
            return endpoint;
        }

        reader.Fault(ExporterSettings.ElasticUrl, fault);
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_.\-]{0,199}\z")]
    private static partial Regex AliasName();

    [GeneratedRegex(@"\A\d{1,6}(ms|s|m|h|d)\z")]
    private static partial Regex RefreshTime();
}
