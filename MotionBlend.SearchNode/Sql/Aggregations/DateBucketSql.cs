using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>The start of the date histogram bucket that a moment is in, in milliseconds since 1970.</summary>
internal static class DateBucketSql
{
    public static string Start(string millis, DateInterval interval, TimeZoneInfo zone, long offset, SqlParameters parameters)
    {
        var shift = offset == 0 ? "" : $"{parameters.Add(offset)}::BIGINT";
        var value = offset == 0 ? $"{millis}::BIGINT" : $"({millis}::BIGINT - {shift})";
        var start = zone.HasSameRules(TimeZoneInfo.Utc)
            ? Floor(value, interval, parameters)
            : zone.SupportsDaylightSavingTime || zone.BaseUtcOffset == TimeSpan.Zero
                ? InZone(value, interval, parameters.Add(zone.Id), parameters)
                : Shifted(value, interval, parameters.Add((long)zone.BaseUtcOffset.TotalMilliseconds), parameters);
        return offset == 0 ? start : $"({start} + {shift})";
    }

    /// <summary>The statement that computes the bucket of one moment.</summary>
    public static SqlStatement StartOf(long millis, DateInterval interval, TimeZoneInfo zone, long offset)
    {
        var parameters = new SqlParameters();
        var start = Start($"{parameters.Add(millis)}::BIGINT", interval, zone, offset, parameters);
        return parameters.Statement($"SELECT {start}");
    }

    private static string Floor(string millis, DateInterval interval, SqlParameters parameters)
    {
        if (interval.Unit is { } unit)
            return $"epoch_ms(date_trunc('{unit}', epoch_ms({millis})))";
        var width = $"{parameters.Add(interval.Millis)}::BIGINT";
        return $"({millis} - (({millis} % {width}) + {width}) % {width})";
    }

    private static string Shifted(string millis, DateInterval interval, string shift, SqlParameters parameters) =>
        $"({Floor($"({millis} + {shift}::BIGINT)", interval, parameters)} - {shift}::BIGINT)";

    private static string InZone(string millis, DateInterval interval, string zone, SqlParameters parameters)
    {
        var local = $"epoch_ms(timezone({zone}, to_timestamp({millis}::DOUBLE / 1000)))";
        return $"epoch_ms(timezone({zone}, epoch_ms({Floor(local, interval, parameters)})))";
    }
}
