using System.Globalization;

namespace MotionBlend.Domain.Search;

/// <summary>A point in time as it stands in an address: an age such as <c>7d</c>, <c>12h</c>, <c>30m</c>, or an RFC 3339 time or date (UTC).</summary>
public readonly record struct TimeBound
{
    private const int MaxAgeDays = 36_500;

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK"];

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
    /// <param name="age">Whole minutes, 0 to 100 years.</param>
    /// <exception cref="ArgumentOutOfRangeException">The age is none of these, so that no address could say it.</exception>
    public static TimeBound Ago(TimeSpan age) =>
        age >= TimeSpan.Zero && age <= TimeSpan.FromDays(MaxAgeDays) && age.Ticks % TimeSpan.TicksPerMinute == 0
            ? new(null, age)
            : throw new ArgumentOutOfRangeException(nameof(age), age, "An age is whole minutes, from 0 to 36500 days.");

    /// <summary>A bound that stands still, cut to whole milliseconds.</summary>
    public static TimeBound Fixed(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return new(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond)), null);
    }

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
                bound = new TimeBound(null, parsed);
            }

            return age is not null;
        }

        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture,
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
            ? at.ToString(Formats[0], CultureInfo.InvariantCulture)
            : at.ToString(at.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
