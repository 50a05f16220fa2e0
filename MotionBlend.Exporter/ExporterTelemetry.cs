using System.Diagnostics;
using System.Diagnostics.Metrics;

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

    /// <summary>Bulk requests sent again.</summary>
    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>("motionblend.exporter.bulk.retries", "{request}");

    /// <summary>Time of a bulk request.</summary>
    public static Histogram<double> BulkDuration { get; } = Meter.CreateHistogram<double>("motionblend.exporter.bulk.duration", "s");
}
