using System.Text;
using System.Text.RegularExpressions;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>
/// A regular expression in Lucene's syntax over whole terms: <c>. ? + * | {n,m} [] () "literal"</c>, <c>@</c> for any
/// string, <c>#</c> for none. Complement, intersection and number intervals are refused. Matching takes linear time.
/// </summary>
internal sealed class TermsPattern
{
    private readonly Regex _regex;

    private TermsPattern(Regex regex) => _regex = regex;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FailureException">It is malformed.</exception>
    public static TermsPattern Parse(string pattern)
    {
        try
        {
            return new TermsPattern(new Regex(
                $@"\A(?:{Translate(pattern)})\z", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant));
        }
        catch (ArgumentException e)
        {
            throw Failure.IllegalArgument($"invalid regular expression [{pattern}]: {e.Message}").Raise();
        }
    }

    public bool Matches(string term) => _regex.IsMatch(term);

    private static string Translate(string pattern)
    {
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            switch (c)
            {
                case '\\' when i + 1 < pattern.Length:
                    var escaped = pattern[++i];
                    text.Append("dDwWsS".Contains(escaped, StringComparison.Ordinal) ? $"\\{escaped}" : Regex.Escape(escaped.ToString()).Replace("]", @"\]", StringComparison.Ordinal));
                    break;
                case '[' when !inClass:
                    inClass = true;
                    text.Append(c);
                    break;
                case ']' when inClass:
                    inClass = false;
                    text.Append(c);
                    break;
                case '[' when inClass:
                    text.Append(@"\[");
                    break;
                case var _ when inClass:
                    text.Append(c);
                    break;
                case '"':
                    var end = pattern.IndexOf('"', i + 1);
                    if (end < 0)
                        throw Failure.IllegalArgument($"expected '\"' at position {pattern.Length}").Raise();
                    text.Append(Regex.Escape(pattern[(i + 1)..end]));
                    i = end;
                    break;
                case '#':
                    text.Append(@"[^\s\S]");
                    break;
                case '@':
                    text.Append(".*");
                    break;
                case '~' or '&' or '<':
                    throw Failure.Unsupported($"[{c}] in the pattern [{pattern}]").Raise();
                case '^' or '$':
                    text.Append('\\').Append(c);
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        return inClass ? throw Failure.IllegalArgument($"expected ']' at position {pattern.Length}").Raise() : text.ToString();
    }
}
