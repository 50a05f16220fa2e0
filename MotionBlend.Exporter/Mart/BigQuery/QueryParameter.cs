using System.Globalization;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>A named parameter of a query.</summary>
/// <param name="Name">Name without the @.</param>
/// <param name="Type">BigQuery type.</param>
/// <param name="Value">Value in BigQuery's text form.</param>
internal sealed record QueryParameter(string Name, string Type, string Value)
{
    /// <summary>A parameter of type TIMESTAMP, to the microsecond.</summary>
    public static QueryParameter Timestamp(string name, DateTimeOffset value) => new(name, "TIMESTAMP", TimestampText(value));

    /// <summary>A parameter of type INT64.</summary>
    public static QueryParameter Int64(string name, long value) => new(name, "INT64", value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A time as BigQuery's SQL reads it, e.g. <c>2026-01-02 03:04:05.123456+00:00</c>.</summary>
    public static string TimestampText(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);
}
