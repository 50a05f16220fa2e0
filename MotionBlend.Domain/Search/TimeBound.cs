using System.Globalization;

namespace MotionBlend.Domain.Search;

/// <summary>A point in time as it stands in an address: an age such as <c>7d</c>, <c>12h</c>, <c>30m</c>, or an RFC 3339 time or date (UTC).</summary>
public readonly record struct TimeBound
{
    private const int MaxAgeDays = 36_500;

    private TimeBound(DateTimeOffset? at, TimeSpan? age)
    {
        At = at;
        Age = age;
    }

    /// <summary>The fixed time, or null for an age.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>How long before now, or null for a fixed time.</summary>
    public TimeSpan? Age { get; }

    /// <summary>A bound that moves with the clock.</summary>
    public static TimeBound Ago(TimeSpan age) => new(null, age);

    /// <summary>A bound that stands still.</summary>
    public static TimeBound Fixed(DateTimeOffset at) => new(at.ToUniversalTime(), null);

    /// <summary>The point in time meant, seen from <paramref name="now"/>.</summary>
    public DateTimeOffset Resolve(DateTimeOffset now) => At ?? now - Age.GetValueOrDefault();

    /// <summary>Reads a bound; false when <paramref name="text"/> is none.</summary>
    public static bool TryParse(string text, out TimeBound bound)
    {
        bound = default;
        if (text.Length > 1 && char.IsAsciiLetter(text[^1]) && text[^1] is not ('Z' or 'z')
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            TimeSpan? age = text[^1] switch
            {
                'd' when count <= MaxAgeDays => TimeSpan.FromDays(count),
                'h' when count <= MaxAgeDays * 24 => TimeSpan.FromHours(count),
                'm' when count <= MaxAgeDays * 24 * 60 => TimeSpan.FromMinutes(count),
                _ => null,
            };
            if (age is { } parsed)
            {
                bound = Ago(parsed);
            }

            return age is not null;
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK"];
        if (!DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            return false;
        }

        bound = Fixed(at);
        return true;
    }

    /// <summary>The bound as <see cref="TryParse"/> reads it.</summary>
    public override string ToString()
    {
        if (Age is { } age)
        {
            return age.TotalMinutes % 1440 == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0}d")
                : age.TotalMinutes % 60 == 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0}h")
                    : string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0}m");
        }

        var at = At.GetValueOrDefault().UtcDateTime;
        return at.TimeOfDay == TimeSpan.Zero
            ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : at.ToString(at.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
