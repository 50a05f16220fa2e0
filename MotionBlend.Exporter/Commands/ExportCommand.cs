using System.CommandLine;
using MotionBlend.Exporter.Configuration;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>export</c>: the whole mart into a new index behind the alias.</summary>
internal static class ExportCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Examples:
          A mart file into a local cluster:
            MotionBlend.Exporter export --mart mart.parquet --es-url http://localhost:9200
          Into Elastic Cloud, the key from the environment:
            export ELASTICSEARCH_URL=https://my-deployment.es.europe-west1.gcp.cloud.es.io ELASTICSEARCH_API_KEY=...
            MotionBlend.Exporter export --mart mart.ndjson.gz
          The mart in BigQuery, with the credentials of gcloud auth application-default login:
            MotionBlend.Exporter export --bq-project my-studio --bq-dataset marts --es-url http://localhost:9200
          As task 3 of 8, each of which exports its part; Cloud Run sets both, and the last one publishes:
            MotionBlend.Exporter export --bq-project my-studio --bq-dataset marts --task-index 3 --task-count 8
          A whole export every night or so, without a scheduler; /health of port 8090 tells how it is:
            MotionBlend.Exporter export --mart mart.parquet --every 24h
          See what would be used, and where each value comes from:
            MotionBlend.Exporter export --mart mart.ndjson.gz --show-config

        How it works:
          The rows go into a new index ALIAS-<timestamp> that nobody sees. Once its count is verified the alias is moved
          to it in one atomic step and the index before is kept for a rollback. A run that ends early changes nothing.
          One that was cut off, also by kill -9, is gone on with by the next export of the same mart: rows that are done with are
          not read again. Where that is not possible (the mart changed, BigQuery's result expired) the run says why and begins anew.
          Readers lose the blends that the mart no longer has; more than --max-deletes of them, and the run is refused.
          Rows that break a rule go to a dead-letter file with column, value and rule.

        Every option can also be set in the environment (e.g. Exporter__BatchSize) or in appsettings.json (Exporter:BatchSize).

        Exit codes:
            0  every row is in the index              20  Elasticsearch cannot be reached
            1  a fault of the exporter                21  401 or 403 from Elasticsearch
            2  a flag or setting is wrong             22  what answers is not Elasticsearch
            3  published, but rows were rejected      23  an index has the alias's name
            4  too many rows rejected                 24  Elasticsearch refuses a request
            5  counts do not agree                    25  --incremental: there is no index yet
            6  another run is at work                 30  report or dead letters cannot be written
            7  another run took over                 130  cancelled
            9  more deletes than --max-deletes        31  --health-port is taken
           10  the mart cannot be read
           11  the mart lacks columns
        """;

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var command = new Command("export", "Exports the whole mart into a new index and moves the alias to it.");
        var options = new SettingOptions(command, ExporterSettings.Everything);
        var ifEmpty = new Option<bool>("--if-empty") { Description = "Do nothing when the alias holds documents already; with --every only the first time." };
        command.Add(ifEmpty);
        var restart = new Option<bool>("--restart") { Description = "Begin anew, even where the load of a run that was cut off could be gone on with." };
        command.Add(restart);
        var incremental = new Option<bool>("--incremental") { Description = "Only the rows that changed, through the alias: the same as the command sync." };
        command.Add(incremental);
        options.SetAction(command, console, needsMart: true, (parsed, read, cancellationToken) =>
            parsed.GetValue(incremental)
                ? ExportRun.RunAsync(RunKind.Sync, read, console, cancellationToken)
                : ExportRun.RunAsync(RunKind.Export, read with { Export = read.Export with { IfEmpty = parsed.GetValue(ifEmpty), Restart = parsed.GetValue(restart) } }, console, cancellationToken));
        return command;
    }
}
