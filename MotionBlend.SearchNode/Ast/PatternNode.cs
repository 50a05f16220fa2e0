using System.Text;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Ast;

/// <summary>A field has a value that fits a pattern; scores the boost.</summary>
/// <param name="Field">A keyword or text field.</param>
/// <param name="Start">The beginning that is looked for; null when <paramref name="Regexp"/> is given.</param>
/// <param name="Regexp">An RE2 expression for the whole value; null when <paramref name="Start"/> is given.</param>
internal sealed record PatternNode(MappedField Field, string? Start, string? Regexp) : QueryNode
{
    /// <summary>Values that begin so.</summary>
    public static QueryNode Prefix(MappedField field, string start, bool ignoreCase)
    {
        start = field.Type.Normalized(start);
        return ignoreCase && start.Length > 0
            ? new PatternNode(field, null, Literals(start, ignoreCase) + "(?s:.*)")
            : new PatternNode(field, start, null);
    }

    /// <summary>Values that fit <c>*</c> (any run), <c>?</c> (one character) and <c>\</c> (the next one as it is).</summary>
    public static QueryNode Wildcard(MappedField field, string pattern, bool ignoreCase)
    {
        pattern = field.Type.Normalized(pattern);
        // Unlike an expression, Lucene takes no pattern for one of nothing.
        if (pattern.Length == 0)
            return MatchNoneNode.Instance;
        if (pattern.All(c => c == '*'))
            return new PatternNode(field, "", null);
        var regexp = new StringBuilder();
        var runes = pattern.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            regexp.Append(runes[i].Value switch
            {
                '*' => "(?s:.*)",
                '?' => "(?s:.)",
                '\\' when i + 1 < runes.Length => LuceneRegexp.Literal(runes[++i], ignoreCase),
                _ => LuceneRegexp.Literal(runes[i], ignoreCase),
            });
        }

        return new PatternNode(field, null, regexp.ToString());
    }

    /// <summary>Values that are the text but for the case of its letters.</summary>
    public static QueryNode AnyCase(MappedField field, string text) => new PatternNode(field, null, Literals(text, ignoreCase: true));

    /// <summary>Values that an RE2 expression fits.</summary>
    public static QueryNode OfRegexp(MappedField field, string expression) => new PatternNode(field, null, expression);

    private static string Literals(string text, bool ignoreCase) =>
        string.Concat(text.EnumerateRunes().Select(rune => LuceneRegexp.Literal(rune, ignoreCase)));
}
