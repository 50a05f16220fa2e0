using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>How many edits away a word may be: a number, or by the word's length.</summary>
/// <param name="Edits">The number; null for one that goes by the length.</param>
/// <param name="Low">Words from this length on may differ by one edit.</param>
/// <param name="High">Words from this length on may differ by two.</param>
internal sealed record Fuzziness(int? Edits, int Low, int High)
{
    private const string AutoName = "AUTO";

    /// <summary>One edit from 3 letters on, two from 6.</summary>
    public static readonly Fuzziness Auto = new(null, 3, 6);

    /// <summary>Reads a number, <c>AUTO</c> or <c>AUTO:low,high</c>.</summary>
    /// <exception cref="FailureException">It is none of these.</exception>
    public static Fuzziness Parse(JsonValue value)
    {
        var text = value.Kind == JsonKind.Number ? value.AsInt().ToString(CultureInfo.InvariantCulture) : QueryKeys.Text(value);
        if (text.Equals(AutoName, StringComparison.OrdinalIgnoreCase))
            return Auto;
        if (text.StartsWith(AutoName + ":", StringComparison.OrdinalIgnoreCase))
            return Lengths(text);
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw (Failure.IllegalArgument($"fuzziness cannot be [{text}].") with
            {
                CausedBy = new Failure(FailureKind.NumberFormat, $"For input string: \"{text.ToUpperInvariant()}\""),
            }).Raise();
        }

        var edits = (int)number;
        return edits is >= 0 and <= 2
            ? new Fuzziness(edits, 0, 0)
            : throw Failure.IllegalArgument($"Valid edit distances are [0, 1, 2] but was [{edits}]").Raise();
    }

    /// <summary>The edits that a word may be away.</summary>
    public int Of(string word) => Edits ?? word.EnumerateRunes().Count() switch
    {
        var length when length < Low => 0,
        var length when length < High => 1,
        _ => 2,
    };

    private static Fuzziness Lengths(string text)
    {
        var parts = text[(AutoName.Length + 1)..].Split(',');
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var low) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var high))
            throw new Failure(FailureKind.Parse, "failed to find low and high distance values").Raise();
        return low >= 0 && low <= high
            ? new Fuzziness(null, low, high)
            : throw new Failure(FailureKind.Parse, $"fuzziness wrongly configured [{text}]. Must be 0 < lower value <= higher value.").Raise();
    }
}
