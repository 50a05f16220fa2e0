using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.Columnar;

/// <summary>
/// Writes values as JSON in one form whichever interface they came over, so that a row has the same bytes, and the same digest,
/// over REST and over Storage Read.
/// </summary>
internal static class JsonCell
{
    private const int LongestNumber = 40;
    private const int SafeDigits = 15;

    // .NET writes 0.0001 but 1E-05, so a number with more zeros behind its point is not written as it stands.
    private const int SafeZeros = 3;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(code => (byte)code)]);

    /// <summary>Writes null.</summary>
    public static void Null(PooledBuffer target) => target.Append("null"u8);

    /// <summary>Writes true or false.</summary>
    public static void Boolean(bool value, PooledBuffer target) => target.Append(value ? "true"u8 : "false"u8);

    /// <summary>Writes a whole number with all its digits.</summary>
    public static void Int64(long value, PooledBuffer target)
    {
        Utf8Formatter.TryFormat(value, target.Span(LongestNumber), out var written);
        target.Advance(written);
    }

    /// <summary>Writes the shortest text that reads back as the same number; NaN and infinities, which JSON lacks, as text for the row gate.</summary>
    public static void Double(double value, PooledBuffer target)
    {
        var isFinite = double.IsFinite(value);
        if (!isFinite)
        {
            target.Append((byte)'"');
        }

        var span = target.Span(LongestNumber);

        // Minus zero is zero: BigQuery compares them equal and its texts differ.
        if (!TryFewDigits(value, span, out var written))
        {
            (value == 0 ? 0d : value).TryFormat(span, out written, default, CultureInfo.InvariantCulture);
        }

        target.Advance(written);
        if (!isFinite)
        {
            target.Append((byte)'"');
        }
    }

    /// <summary>Writes a number of 32 bits: the shortest text that reads back as the same one.</summary>
    public static void Single(float value, PooledBuffer target)
    {
        if (!float.IsFinite(value))
        {
            Double(value, target);
            return;
        }

        (value == 0 ? 0f : value).TryFormat(target.Span(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        target.Advance(written);
    }

    /// <summary>Writes a number that comes as text.</summary>
    /// <returns>False when the text is no number; nothing is written then.</returns>
    public static bool TryDouble(ReadOnlySpan<byte> text, PooledBuffer target)
    {
        if (IsShortest(text))
        {
            target.Append(text);
            return true;
        }

        if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        Double(value, target);
        return true;
    }

    /// <summary>Writes a time.</summary>
    /// <param name="micros">Microseconds since 1970-01-01 UTC.</param>
    /// <param name="target">Where to.</param>
    /// <returns>False when the time lies outside the years 1 to 9999; nothing is written then.</returns>
    public static bool TryTimestamp(long micros, PooledBuffer target)
    {
        const long First = -62_135_596_800_000_000;
        const long Last = 253_402_300_799_999_999;
        if (micros is < First or > Last)
        {
            return false;
        }

        var span = target.Span(LongestNumber);
        span[0] = (byte)'"';
        var written = Timestamp.Write(micros, span[1..]);
        span[written + 1] = (byte)'"';
        target.Advance(written + 2);
        return true;
    }

    /// <summary>Writes a string.</summary>
    /// <param name="utf8">The string in UTF-8, without escapes.</param>
    /// <param name="target">Where to.</param>
    public static void Text(ReadOnlySpan<byte> utf8, PooledBuffer target)
    {
        target.Append((byte)'"');
        if (utf8.IndexOfAny(Escaped) < 0)
        {
            target.Append(utf8);
        }
        else
        {
            // Files hold anything: what is no UTF-8 becomes U+FFFD, which no id of ours has.
            target.Append(JsonEncodedText.Encode(Encoding.UTF8.GetString(utf8), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }

        target.Append((byte)'"');
    }

    /// <summary>
    /// Writes a number of at most 15 digits several times faster than the general way. A decimal of so few digits is the shortest text
    /// of the double nearest to it, which is the quotient of two whole numbers that doubles hold exactly.
    /// </summary>
    private static bool TryFewDigits(double value, Span<byte> target, out int written)
    {
        const double Least = 0.0001;
        const double Limit = 1_000_000;
        written = 0;
        var magnitude = Math.Abs(value);
        if (!(magnitude is >= Least and < Limit))
        {
            return false;
        }

        var (scale, decimals) = magnitude < 1000 ? (1_000_000_000_000, 12) : (1_000_000_000, 9);
        var scaled = (long)Math.Round(magnitude * scale);
        if (scaled / (double)scale != magnitude)
        {
            return false;
        }

        var (whole, fraction) = Math.DivRem(scaled, scale);
        if (value < 0)
        {
            target[written++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(whole, target[written..], out var digits);
        written += digits;
        if (fraction > 0)
        {
            target[written++] = (byte)'.';
            Utf8Formatter.TryFormat(fraction, target[written..], out _, new StandardFormat('D', (byte)decimals));
            written += target.Slice(written, decimals).LastIndexOfAnyExcept((byte)'0') + 1;
        }

        return true;
    }

    /// <summary>
    /// Whether a number's text is the shortest one already, told without reading the number: plain decimal notation of at most 15
    /// digits, which every double keeps apart, with no zero to spare and in the range that is written without an exponent.
    /// </summary>
    private static bool IsShortest(ReadOnlySpan<byte> text)
    {
        var rest = text.Length > 0 && text[0] == '-' ? text[1..] : text;
        var point = rest.IndexOf((byte)'.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? [] : rest[(point + 1)..];
        if (whole.Length == 0 || whole.Length + fraction.Length > SafeDigits + 1 || !AreDigits(whole) || !AreDigits(fraction)
            || (whole[0] == '0' && whole.Length > 1) || (point >= 0 && (fraction.Length == 0 || fraction[^1] == '0')))
        {
            return false;
        }

        if (whole[0] != '0')
        {
            return whole.Length + fraction.Length <= SafeDigits;
        }

        var zeros = fraction.IndexOfAnyExcept((byte)'0');
        return (fraction.Length == 0 && text.Length == 1) || (zeros is >= 0 and <= SafeZeros && fraction.Length - zeros <= SafeDigits);
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
