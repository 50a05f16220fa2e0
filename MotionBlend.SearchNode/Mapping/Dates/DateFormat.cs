using System.Collections.Concurrent;
using System.Globalization;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>
/// A date format of a mapping or a query: one or several alternatives divided by <c>||</c>. All parse, the first one
/// writes. Named formats: <c>strict_date_optional_time</c>, <c>date_optional_time</c>, <c>strict_date</c>, <c>date</c>,
/// <c>epoch_millis</c>, <c>epoch_second</c>; else a <see cref="DatePattern"/>.
/// </summary>
internal sealed class DateFormat : IEquatable<DateFormat>
{
    /// <summary>The format of a date field that declares none.</summary>
    public static readonly DateFormat Default = new("strict_date_optional_time||epoch_millis");

    // The range of DateTime with room for a zone; sums of dates are beyond it.
    private static readonly long MinMillis = (long)(DateTime.MinValue.AddDays(2) - DateTime.UnixEpoch).TotalMilliseconds;
    private static readonly long MaxMillis = (long)(DateTime.MaxValue.AddDays(-2) - DateTime.UnixEpoch).TotalMilliseconds;

    private const string IsoMillis = "yyyy-MM-dd'T'HH:mm:ss.fff";

    private static readonly ConcurrentDictionary<string, DateFormat> Known = new(StringComparer.Ordinal);

    private readonly string[] _alternatives;
    private readonly DatePattern?[] _patterns;

    private DateFormat(string pattern)
    {
        Pattern = pattern;
        _alternatives = pattern.Split("||");
        _patterns = [.. _alternatives.Select(alternative => IsNamed(alternative) ? null : new DatePattern(alternative))];
    }

    /// <summary>The format as it was written.</summary>
    public string Pattern { get; }

    /// <summary>The format of this pattern.</summary>
    /// <exception cref="FailureException">The pattern has a letter this node does not know.</exception>
    public static DateFormat Of(string pattern) => Known.GetOrAdd(pattern, p => new DateFormat(p));

    public bool TryParse(string text, out PartialDate date)
    {
        for (var i = 0; i < _alternatives.Length; i++)
            if (_patterns[i] is { } pattern ? TryParse(text, pattern, out date) : TryParse(text, _alternatives[i], out date))
                return true;
        date = default;
        return false;
    }

    /// <summary>The date of a text.</summary>
    /// <exception cref="FailureException">No alternative reads it.</exception>
    public PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw Unparsable(text, this).Raise();

    /// <summary>Writes a moment with the first alternative, on the wall clock of a zone (UTC when null).</summary>
    public string Write(long millis, TimeZoneInfo? zone = null)
    {
        switch (_alternatives[0])
        {
            case "epoch_millis":
                return millis.ToString(CultureInfo.InvariantCulture);
            case "epoch_second":
                return (millis / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
        }

        if (millis < MinMillis || millis > MaxMillis)
            return FarDate.Write(millis, near => Write(near, zone), zone, ofEra: _patterns[0] is not null && _alternatives[0].Contains('y', StringComparison.Ordinal));
        var local = zone is null ? DateTime.UnixEpoch.AddMilliseconds(millis) : TimeZones.ToLocal(zone, millis);
        if (_patterns[0] is { } pattern)
            return pattern.Write(local, zone?.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(millis)) ?? TimeSpan.Zero);
        return _alternatives[0] switch
        {
            "strict_date_optional_time" or "date_optional_time" or "strict_date_time" or "date_time" =>
                local.ToString(IsoMillis, CultureInfo.InvariantCulture) + Offset(millis, zone),
            _ => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The failure for a text that no alternative reads.</summary>
    public static Failure Unparsable(string text, DateFormat format) =>
        Failure.IllegalArgument($"failed to parse date field [{text}] with format [{format.Pattern}]") with
        {
            CausedBy = new Failure(FailureKind.DateTimeParse, "Failed to parse with all enclosed parsers"),
        };

    public bool Equals(DateFormat? other) => other?.Pattern == Pattern;

    public override bool Equals(object? obj) => Equals(obj as DateFormat);

    public override int GetHashCode() => Pattern.GetHashCode(StringComparison.Ordinal);

    private static bool TryParse(string text, string alternative, out PartialDate date)
    {
        date = default;
        switch (alternative)
        {
            case "strict_date_optional_time" or "date_optional_time" or "strict_date_time" or "date_time":
                return IsoDate.TryParse(text, out date);
            case "strict_date" or "date":
                return text.Length == 10 && IsoDate.TryParse(text, out date);
            case "epoch_millis":
                return TryEpoch(text, 1, out date);
            case "epoch_second":
                return TryEpoch(text, 1000, out date);
        }

        return false;
    }

    private static bool TryParse(string text, DatePattern pattern, out PartialDate date)
    {
        date = default;
        if (!pattern.TryParse(text, out var parsed))
            return false;
        var day = DateOnly.FromDateTime(parsed);
        var tells = pattern.Tells;
        date = tells.Hour
            ? new PartialDate(
                day,
                parsed.Hour,
                tells.Minute ? parsed.Minute : null,
                tells.Second ? parsed.Second : null,
                tells.Fraction ? parsed.Millisecond : null)
            : new PartialDate(day);
        return true;
    }

    private static bool IsNamed(string alternative) => alternative is "strict_date_optional_time" or "date_optional_time" or "strict_date_time"
        or "date_time" or "strict_date" or "date" or "epoch_millis" or "epoch_second";

    private static bool TryEpoch(string text, long factor, out PartialDate date)
    {
        var parsed = decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * factor is > long.MinValue and <= long.MaxValue;
        date = parsed ? PartialDate.Of((long)Math.Floor(number * factor)) : default;
        return parsed;
    }

    private static string Offset(long millis, TimeZoneInfo? zone)
    {
        var offset = zone?.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(millis)) ?? TimeSpan.Zero;
        return offset == TimeSpan.Zero ? "Z" : $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }
}
