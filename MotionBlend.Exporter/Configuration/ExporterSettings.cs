using MotionBlend.Domain.Indexing;

namespace MotionBlend.Exporter.Configuration;

/// <summary>Every setting of the exporter, in the order in which help and <c>--show-config</c> name them.</summary>
internal static class ExporterSettings
{
    /// <summary>The mart file.</summary>
    public static Setting Mart { get; } = new("--mart", "Exporter:Mart", "FILE",
        "Mart to read: a file of NDJSON, NDJSON.gz or Parquet, told by its content; a folder or a quoted pattern for several; - for standard input.");

    /// <summary>BigQuery project.</summary>
    public static Setting BigQueryProject { get; } = new("--bq-project", "Exporter:BigQuery:Project", "ID",
        "Google Cloud project of the mart.")
    { Environment = ["GCP_PROJECT"] };

    /// <summary>BigQuery dataset.</summary>
    public static Setting BigQueryDataset { get; } = new("--bq-dataset", "Exporter:BigQuery:Dataset", "ID",
        "BigQuery dataset of the mart.");

    /// <summary>BigQuery table.</summary>
    public static Setting BigQueryTable { get; } = new("--bq-table", "Exporter:BigQuery:Table", "ID",
        "BigQuery table of the mart.")
    { Default = "mart_blend_snn_metrics" };

    /// <summary>Address of Elasticsearch.</summary>
    public static Setting ElasticUrl { get; } = new("--es-url", "ConnectionStrings:elasticsearch", "URL",
        "Address of Elasticsearch: a URL, or Endpoint=URL;ApiKey=KEY.")
    { Environment = ["ELASTICSEARCH_URL"], Default = "http://localhost:9200" };

    /// <summary>The alias.</summary>
    public static Setting ElasticIndex { get; } = new("--es-index", "Exporter:Index", "ALIAS",
        "Alias to publish behind; the data goes into ALIAS-<timestamp>.")
    { Default = BlendIndex.Alias };

    /// <summary>API key.</summary>
    public static Setting ElasticApiKey { get; } = new("--es-api-key", "Exporter:ApiKey", "KEY",
        "API key, encoded form. Better given by the environment: flags are seen in process lists.")
    { Environment = ["ELASTICSEARCH_API_KEY"], IsSecret = true };

    /// <summary>Rows of a request.</summary>
    public static Setting BatchSize { get; } = new("--batch-size", "Exporter:BatchSize", "ROWS",
        "Most rows of a bulk request, 1 to 100000.")
    { Default = "5000" };

    /// <summary>Bytes of a request.</summary>
    public static Setting BatchBytes { get; } = new("--batch-bytes", "Exporter:BatchBytes", "SIZE",
        "Most bytes of a bulk request, 64kb to 95mb; whichever limit is reached first ends a batch.")
    { Default = "2mb" };

    /// <summary>Requests at once.</summary>
    public static Setting InFlight { get; } = new("--in-flight", "Exporter:InFlight", "N",
        "Most bulk requests at once, 1 to 64; how many it is follows from what the cluster takes.")
    { Default = "8" };

    /// <summary>Bytes at once.</summary>
    public static Setting InFlightBytes { get; } = new("--in-flight-bytes", "Exporter:InFlightBytes", "SIZE",
        "Most bytes of bulk requests at once, 64kb to 1024mb; a larger request goes alone.")
    { Default = "32mb" };

    /// <summary>Compression.</summary>
    public static Setting Compress { get; } = new("--compress", "Exporter:Compress", "auto|on|off",
        "Gzip requests and replies; auto: unless Elasticsearch is on this machine.")
    { Default = "auto" };

    /// <summary>Number of shards.</summary>
    public static Setting Shards { get; } = new("--shards", "Exporter:Shards", "N",
        "Shards of the new index. Unset: 3, or 1 where the cluster has one data node.");

    /// <summary>Number of replicas.</summary>
    public static Setting Replicas { get; } = new("--replicas", "Exporter:Replicas", "N",
        "Replicas of the new index. Unset: 1, or 0 where the cluster has one data node.");

    /// <summary>Refresh interval.</summary>
    public static Setting RefreshInterval { get; } = new("--refresh-interval", "Exporter:RefreshInterval", "TIME",
        "Refresh interval of the new index after the load, e.g. 30s. Unset: 30s.");

    /// <summary>Result window.</summary>
    public static Setting MaxResultWindow { get; } = new("--max-result-window", "Exporter:MaxResultWindow", "N",
        "Largest from + size of a search, at least 700. Unset: 10000.");

    /// <summary>Indices to keep.</summary>
    public static Setting Keep { get; } = new("--keep", "Exporter:Keep", "N",
        "Earlier indices to keep for a rollback, 0 to 100.")
    { Default = "1" };

    /// <summary>Cap of dead letters.</summary>
    public static Setting MaxDeadLetters { get; } = new("--max-dead-letters", "Exporter:MaxDeadLetters", "N|N%",
        "Rows that may be rejected before the run is given up: a count or a share of the rows read.")
    { Default = "1%" };

    /// <summary>Fuse of deletes.</summary>
    public static Setting MaxDeletes { get; } = new("--max-deletes", "Exporter:MaxDeletes", "N|N%",
        "Documents that readers may lose because the mart no longer has them: a count or a share; more, and nothing is changed. 100% allows all.")
    { Default = "10%" };

    /// <summary>Deletes of a sync.</summary>
    public static Setting Deletes { get; } = new("--deletes", "Exporter:Deletes", "on|off",
        "Let a sync delete documents whose id the mart no longer has; it reads the ids of the whole mart for that.")
    { Default = "off" };

    /// <summary>Settle time.</summary>
    public static Setting Settle { get; } = new("--settle", "Exporter:Settle", "TIME",
        "Rows updated within this time before the start are left to the next sync, as later ones may still appear beside them, 0s to 24h.")
    { Default = "1m" };

    /// <summary>Overlap.</summary>
    public static Setting Overlap { get; } = new("--overlap", "Exporter:Overlap", "TIME",
        "How far before the watermark a sync begins, 0s to 999h; rows that the index holds already are not sent.")
    { Default = "10m" };

    /// <summary>Start of a window.</summary>
    public static Setting Since { get; } = new("--since", "Exporter:Since", "TIMESTAMP",
        "Begin a sync here, e.g. 2026-11-01T00:00:00Z. Unset: at the watermark, or with the first row when there is none.");

    /// <summary>Number of a task.</summary>
    public static Setting TaskIndex { get; } = new("--task-index", "Exporter:TaskIndex", "I",
        "Which of several tasks this is, from 0; each exports its part of the mart into one index, and the last one publishes it.")
    { Environment = ["CLOUD_RUN_TASK_INDEX"], Default = "0" };

    /// <summary>Number of tasks.</summary>
    public static Setting TaskCount { get; } = new("--task-count", "Exporter:TaskCount", "N",
        "How many tasks export the mart together, 1 to 256.")
    { Environment = ["CLOUD_RUN_TASK_COUNT"], Default = "1" };

    /// <summary>Name of the tasks.</summary>
    public static Setting TaskRun { get; } = new("--task-run", "Exporter:TaskRun", "NAME",
        "Name of the tasks that belong together, another one each time; tasks of another name begin anew.")
    { Environment = ["CLOUD_RUN_EXECUTION"] };

    /// <summary>A worker's interval.</summary>
    public static Setting Every { get; } = new("--every", "Exporter:Every", "TIME",
        "Stay and run again and again, so often, e.g. 6h, give or take a tenth; for those without a scheduler. Unset: run once.");

    /// <summary>A worker's port.</summary>
    public static Setting HealthPort { get; } = new("--health-port", "Exporter:HealthPort", "PORT",
        "With --every: where GET /health, GET /alive and POST /runs answer; 0 takes any free port.")
    { Default = "8090" };

    /// <summary>Where a worker listens.</summary>
    public static Setting HealthHost { get; } = new("--health-host", "Exporter:HealthHost", "local|any",
        "With --every: answer this machine only, or any, as an orchestrator's probes need.")
    { Default = "local" };

    /// <summary>Time for retries.</summary>
    public static Setting RetryFor { get; } = new("--retry-for", "Exporter:RetryFor", "TIME",
        "How long one request is tried again before the run is given up, 0s to 24h.")
    { Default = "5m" };

    /// <summary>Folder of runs.</summary>
    public static Setting RunsDirectory { get; } = new("--runs-dir", "Exporter:RunsDirectory", "DIR",
        "Folder for each run's report and dead letters. Unset: motionblend/exporter/runs in the user's data folder.");

    /// <summary>How to show progress.</summary>
    public static Setting Progress { get; } = new("--progress", "Exporter:Progress", "auto|bar|plain|none",
        "A bar, plain lines, or nothing; auto: a bar on a terminal, else lines.")
    { Default = "auto" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Mart, BigQueryProject, BigQueryDataset, BigQueryTable, .. BigQuerySettings.All, ElasticUrl, ElasticIndex, ElasticApiKey, BatchSize, BatchBytes, InFlight,
        InFlightBytes, Compress,
        Shards, Replicas, RefreshInterval, MaxResultWindow, Keep, MaxDeadLetters, MaxDeletes, Settle, RetryFor, RunsDirectory, Progress,
        TaskIndex, TaskCount, TaskRun, Every, HealthPort, HealthHost,
    ];

    /// <summary>Those of commands that talk to the cluster and read no mart.</summary>
    public static IReadOnlyList<Setting> OfCluster { get; } = [ElasticUrl, ElasticIndex, ElasticApiKey, RetryFor];

    /// <summary>Those of an incremental run.</summary>
    public static IReadOnlyList<Setting> OfSync { get; } =
    [
        .. All.Except([Shards, Replicas, RefreshInterval, MaxResultWindow, Keep, TaskIndex, TaskCount, TaskRun]).Append(Overlap).Append(Since).Append(Deletes),
    ];

    /// <summary>Those of any command.</summary>
    public static IReadOnlyList<Setting> Everything { get; } = [.. All.Union(OfSync)];
}
