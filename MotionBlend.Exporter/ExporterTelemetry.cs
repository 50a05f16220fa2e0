using System.Diagnostics;
using System.Diagnostics.Metrics;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter;

/// <summary>Activities and metrics of the exporter; service defaults register everything of this name.</summary>
internal static class ExporterTelemetry
{
    /// <summary>Name of activity source and meter.</summary>
    public const string Name = "MotionBlend.Exporter";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans of runs and requests.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Rows read from the mart.</summary>
    public static Counter<long> RowsRead { get; } = Meter.CreateCounter<long>("motionblend.exporter.rows.read", "{row}");

    /// <summary>Rows in the dead-letter file, by <c>stage</c>.</summary>
    public static Counter<long> RowsRejected { get; } = Meter.CreateCounter<long>("motionblend.exporter.rows.rejected", "{row}");

    /// <summary>Rows that Elasticsearch settled, by <c>outcome</c>: created, updated, noop, superseded.</summary>
    public static Counter<long> RowsSettled { get; } = Meter.CreateCounter<long>("motionblend.exporter.rows.settled", "{row}");

    /// <summary>Counts what became of the rows of a batch.</summary>
    public static void CountSettled(LedgerCounts counts)
    {
        foreach (var (outcome, rows) in new[] { ("created", counts.Created), ("updated", counts.Updated), ("noop", counts.Noop), ("superseded", counts.Superseded) })
        {
            if (rows > 0)
            {
                RowsSettled.Add(rows, new KeyValuePair<string, object?>("outcome", outcome));
            }
        }
    }

    /// <summary>How old the newest row is that a run has written or found there, by its <c>updated_at</c>.</summary>
    public static Gauge<double> FreshnessLag { get; } = Meter.CreateGauge<double>("motionblend.exporter.freshness.lag", "s");

    /// <summary>Bytes of bulk bodies sent, those sent again too, before compression.</summary>
    public static Counter<long> BulkBytes { get; } = Meter.CreateCounter<long>("motionblend.exporter.bulk.bytes", "By");

    /// <summary>Batches being written.</summary>
    public static UpDownCounter<int> InFlight { get; } = Meter.CreateUpDownCounter<int>("motionblend.exporter.bulk.in_flight", "{batch}");

    /// <summary>Bulk requests that may be under way at once, as the cluster's replies allow.</summary>
    public static Gauge<int> ConcurrencyLimit { get; } = Meter.CreateGauge<int>("motionblend.exporter.bulk.limit", "{request}");

    /// <summary>Bulk requests sent again.</summary>
    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>("motionblend.exporter.bulk.retries", "{request}");

    /// <summary>Time of a bulk request.</summary>
    public static Histogram<double> BulkDuration { get; } = Meter.CreateHistogram<double>("motionblend.exporter.bulk.duration", "s");
}
