namespace MotionBlend.Exporter.Rows;

/// <summary>
/// Reads and writes a mart's times. Read are RFC 3339 (<c>2026-10-27T13:13:40.5Z</c>, any offset) and what BigQuery's exports
/// write (<c>2026-10-27 13:13:40.5 UTC</c>, <c>+00</c>); written is RFC 3339 in UTC. Times are microseconds since 1970-01-01 UTC.
/// </summary>
internal static class Timestamp
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private const int FractionDigits = 6;

    /// <summary>Reads a time.</summary>
    /// <param name="text">The time; a fraction of a second may have up to 9 digits, of which 6 count.</param>
    /// <param name="micros">Microseconds since 1970-01-01 UTC.</param>
    /// <param name="isCanonical">True when an index can take the text as it is.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out long micros, out bool isCanonical)
    {
        micros = 0;
        isCanonical = false;
        if (text.Length < SecondsLength + 1
            || text[4] != '-' || text[7] != '-' || text[DateLength] is not ((byte)'T' or (byte)' ') || text[13] != ':' || text[16] != ':'
            || !TwoDigits(text, 0, out var century) || !TwoDigits(text, 2, out var yearOfCentury) || !TwoDigits(text, 5, out var month)
            || !TwoDigits(text, 8, out var day) || !TwoDigits(text, 11, out var hour) || !TwoDigits(text, 14, out var minute)
            || !TwoDigits(text, 17, out var second))
        {
            return false;
        }

        var year = (century * 100) + yearOfCentury;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[SecondsLength..];
        if (!TryReadFraction(ref rest, out var fraction) || !TryReadOffset(rest, out var offsetMinutes, out var isZulu))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        micros = (ticks / TimeSpan.TicksPerMicrosecond) + fraction - (offsetMinutes * 60_000_000L);
        isCanonical = isZulu && text[DateLength] == 'T';
        return micros <= (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond
            && micros >= -DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>Writes a time, e.g. <c>2026-10-27T13:13:40.5Z</c>; a fraction only where there is one.</summary>
    /// <param name="micros">Microseconds since 1970-01-01 UTC.</param>
    /// <param name="target">At least 28 bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(long micros, Span<byte> target)
    {
        var time = ToDateTime(micros);
        var (year, month, day) = DateOnly.FromDateTime(time);
        Digits(target, year, 4);
        target[4] = (byte)'-';
        Digits(target[5..], month, 2);
        target[7] = (byte)'-';
        Digits(target[8..], day, 2);
        target[DateLength] = (byte)'T';
        Digits(target[11..], time.Hour, 2);
        target[13] = (byte)':';
        Digits(target[14..], time.Minute, 2);
        target[16] = (byte)':';
        Digits(target[17..], time.Second, 2);
        var written = SecondsLength;
        var fraction = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        if (fraction > 0)
        {
            target[written++] = (byte)'.';
            Digits(target[written..], fraction, FractionDigits);
            written += target.Slice(written, FractionDigits).LastIndexOfAnyExcept((byte)'0') + 1;
        }

        target[written] = (byte)'Z';
        return written + 1;
    }

    /// <summary>The time as a <see cref="DateTime"/> of kind UTC.</summary>
    public static DateTime ToDateTime(long micros) => DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    private static void Digits(Span<byte> target, int value, int count)
    {
        for (var place = count - 1; place >= 0; place--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            target[place] = (byte)('0' + digit);
        }
    }

    private static bool TwoDigits(ReadOnlySpan<byte> text, int place, out int value)
    {
        var (tens, ones) = ((uint)(text[place] - '0'), (uint)(text[place + 1] - '0'));
        value = (int)((tens * 10) + ones);
        return tens <= 9 && ones <= 9;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, out long micros)
    {
        micros = 0;
        if (rest[0] != '.')
        {
            return true;
        }

        var digits = 0;
        rest = rest[1..];
        while (rest.Length > digits && rest[digits] is >= (byte)'0' and <= (byte)'9')
        {
            micros = digits < 6 ? (micros * 10) + rest[digits] - '0' : micros;
            digits++;
        }

        for (var missing = digits; missing < 6; missing++)
        {
            micros *= 10;
        }

        rest = rest[digits..];
        return digits is >= 1 and <= 9;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> rest, out int minutes, out bool isZulu)
    {
        minutes = 0;
        isZulu = rest.SequenceEqual("Z"u8);
        if (isZulu || rest.SequenceEqual(" UTC"u8))
        {
            return true;
        }

        if (rest.Length < 3 || rest[0] is not ((byte)'+' or (byte)'-') || !TwoDigits(rest, 1, out var hours))
        {
            return false;
        }

        var minuteDigits = rest.Length switch
        {
            3 => "00"u8,
            5 => rest.Slice(3, 2),
            6 when rest[3] == ':' => rest.Slice(4, 2),
            _ => [],
        };
        if (minuteDigits.Length != 2 || !TwoDigits(minuteDigits, 0, out var offsetMinutes) || hours > 18 || offsetMinutes > 59)
        {
            return false;
        }

        minutes = ((hours * 60) + offsetMinutes) * (rest[0] == '-' ? -1 : 1);
        return true;
    }
}
