using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MotionBlend.SearchNode.Json;

/// <summary>
/// Floating-point numbers as Java prints them (<c>3.0</c>, <c>1.0E7</c>, <c>1.0E-4</c>), since bucket keys and
/// values of Elasticsearch are spelled so. NaN and infinities are JSON strings.
/// </summary>
internal static class JavaNumbers
{
    /// <summary>Text of a double, as <c>Double.toString</c>.</summary>
    public static string Text(double value) =>
        double.IsFinite(value) ? Respell(value.ToString("R", CultureInfo.InvariantCulture)) : NotFinite(value);

    /// <summary>Text of a float, as <c>Float.toString</c>.</summary>
    public static string Text(float value) =>
        float.IsFinite(value) ? Respell(value.ToString("R", CultureInfo.InvariantCulture)) : NotFinite(value);

    /// <summary>Writes a double the way Elasticsearch's JSON does.</summary>
    public static void Write(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            WriteRaw(writer, Text(value));
        else
            writer.WriteStringValue(NotFinite(value));
    }

    /// <summary>Writes a float the way Elasticsearch's JSON does.</summary>
    public static void Write(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
            WriteRaw(writer, Text(value));
        else
            writer.WriteStringValue(NotFinite(value));
    }

    /// <summary>Writes a named double, or null.</summary>
    public static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        writer.WritePropertyName(name);
        if (value is { } number)
            Write(writer, number);
        else
            writer.WriteNullValue();
    }

    private static void WriteRaw(Utf8JsonWriter writer, string text)
    {
        Span<byte> bytes = stackalloc byte[40];
        writer.WriteRawValue(bytes[..Encoding.ASCII.GetBytes(text, bytes)], skipInputValidation: true);
    }

    private static string NotFinite(double value) =>
        double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    // The shortest round-trip digits come from "R"; the decimal exponent decides between plain and scientific spelling.
    private static string Respell(string shortest)
    {
        var negative = shortest[0] == '-';
        var mantissa = shortest.AsSpan(negative ? 1 : 0);
        var exponent = Exponent(mantissa);
        var e = mantissa.IndexOf('E');
        if (e >= 0)
            mantissa = mantissa[..e];
        var digits = mantissa.ToString().Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        digits = digits.TrimEnd('0');
        if (digits.Length == 0)
            return negative ? "-0.0" : "0.0";
        var sign = negative ? "-" : "";
        if (exponent is < -3 or >= 7)
            return $"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}";
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // The place of the first digit that is not zero, from the one before the point.
    private static int Exponent(ReadOnlySpan<char> digits)
    {
        var e = digits.IndexOf('E');
        if (e >= 0)
            return int.Parse(digits[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = digits.IndexOf('.');
        if (digits[0] != '0')
            return (point < 0 ? digits.Length : point) - 1;
        var first = digits.IndexOfAnyExcept("0.");
        return first < 0 ? 0 : 1 - first;
    }
}
