using System.Collections;
using System.Globalization;

namespace MotionBlend.SearchNode.Storage;

/// <summary>SQL with positional parameters (<c>$1</c>, <c>$2</c>, …): no value of a user stands in the text.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<object> Parameters)
{
    public static implicit operator SqlStatement(string text) => new(text, []);

    /// <summary>Text and values in one: the same for the same statement alone.</summary>
    public string Key => string.Concat(Parameters.Select(KeyOf).Prepend(Text));

    public static SqlStatement Of(string text, params IReadOnlyList<object> parameters) => new(text, parameters);

    private static string KeyOf(object value) => value switch
    {
        string text => $"\n{text.Length} {text}",
        IEnumerable list => $"\n[{string.Concat(list.Cast<object>().Select(KeyOf))}\n]",
        IFormattable number => "\n" + number.ToString(null, CultureInfo.InvariantCulture),
        _ => "\n" + value,
    };
}
