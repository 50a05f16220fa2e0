using System.Diagnostics.Metrics;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Metrics of reading from BigQuery.</summary>
internal static class BigQueryTelemetry
{
    private static readonly Meter Meter = new(ExporterTelemetry.Name);

    /// <summary>Rows read; tag <c>interface</c> is rest or storage.</summary>
    public static Counter<long> Rows { get; } = Meter.CreateCounter<long>("motionblend.exporter.bigquery.rows", "{row}", "Rows read from BigQuery.");

    /// <summary>Bytes received, before they become rows; tag <c>interface</c>.</summary>
    public static Counter<long> Bytes { get; } = Meter.CreateCounter<long>("motionblend.exporter.bigquery.bytes", "By", "Bytes received from BigQuery.");

    /// <summary>Requests that were tried again; tags <c>interface</c> and <c>failure</c>.</summary>
    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>("motionblend.exporter.bigquery.retries", "{retry}", "Requests to BigQuery that were tried again.");

    /// <summary>How long a request took, with its retries; tags <c>interface</c> and <c>operation</c>.</summary>
    public static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>("motionblend.exporter.bigquery.request.duration", "s", "Time of a request to BigQuery with its retries.");

    /// <summary>The tag that tells the two interfaces apart.</summary>
    public static KeyValuePair<string, object?> Interface(string name) => new("interface", name);
}
