using System.Globalization;
using System.Numerics;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>The value that <c>missing</c> gives to documents without one, in the type of a sort key.</summary>
internal static class SortMissing
{
    /// <summary>The value; null where it cannot be one of the type. As in Java, a number is cut to the width of the type, and a string must be a number of it.</summary>
    public static object? Of(JsonValue missing, SortType type) => type switch
    {
        SortType.String => missing.Text,
        SortType.Int when missing.Kind == JsonKind.Number => (long)ToInt(missing.Text),
        SortType.Int => int.TryParse(missing.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? (long)whole : null,
        SortType.Float => SortColumns.Number(missing.Text) is { } number ? (float)number : null,
        SortType.Double => SortColumns.Number(missing.Text),
        _ when missing.Kind == JsonKind.Number => ToLong(missing.Text),
        _ => long.TryParse(missing.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
    };

    private static int ToInt(string number) =>
        BigInteger.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? unchecked((int)(uint)(whole & uint.MaxValue))
            : Saturated(SortColumns.Number(number)!.Value);

    private static long ToLong(string number) =>
        BigInteger.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? unchecked((long)(ulong)(whole & ulong.MaxValue))
            : SortColumns.Number(number)!.Value switch
            {
                >= long.MaxValue => long.MaxValue,
                <= long.MinValue => long.MinValue,
                var real => (long)real,
            };

    private static int Saturated(double number) => number >= int.MaxValue ? int.MaxValue : number <= int.MinValue ? int.MinValue : (int)number;
}
