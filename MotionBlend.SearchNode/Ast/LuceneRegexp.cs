using System.Globalization;
using System.Text;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Ast;

/// <summary>Optional operators of Lucene's regular expressions.</summary>
[Flags]
internal enum RegexpFlags
{
    None = 0,
    Intersection = 1,
    Complement = 2,
    Empty = 4,
    AnyString = 8,
    Interval = 16,
    All = Intersection | Complement | Empty | AnyString | Interval,
}

/// <summary>
/// Translates Lucene's regular expressions to RE2's, which the database runs. Anchors, classes and quoting differ; the
/// operators that regular expressions do not have (complement, intersection, numeric ranges) are refused.
/// </summary>
internal sealed class LuceneRegexp
{
    private const string Nothing = @"[^\x00-\x{10FFFF}]";
    private const string EmptyGroup = "(?:)";
    private const int MostRepeats = 1000;

    private readonly Rune[] _pattern;
    private readonly RegexpFlags _flags;
    private readonly bool _ignoreCase;
    private readonly StringBuilder _out = new();
    private int _at;

    private LuceneRegexp(string pattern, RegexpFlags flags, bool ignoreCase)
    {
        _pattern = [.. pattern.EnumerateRunes()];
        _flags = flags;
        _ignoreCase = ignoreCase;
    }

    private bool More => _at < _pattern.Length;

    /// <summary>The expression in RE2's syntax, to be matched as a whole.</summary>
    /// <exception cref="FailureException">It is malformed, or uses what RE2 has not.</exception>
    public static string Translate(string pattern, RegexpFlags flags, bool ignoreCase)
    {
        if (pattern.Length == 0)
            return ignoreCase ? Nothing : EmptyGroup;
        var translation = new LuceneRegexp(pattern, flags, ignoreCase);
        translation.Union();
        return translation.More
            ? throw Failure.IllegalArgument($"end-of-string expected at position {translation._at}").Raise()
            : translation._out.ToString();
    }

    /// <summary>One character that stands for itself, in both cases where case is ignored and it is of ASCII.</summary>
    public static string Literal(Rune rune, bool ignoreCase) =>
        ignoreCase && rune.IsAscii && char.IsAsciiLetter((char)rune.Value)
            ? $"[{char.ToLowerInvariant((char)rune.Value)}{char.ToUpperInvariant((char)rune.Value)}]"
            : Escaped(rune);

    private void Union()
    {
        Intersection();
        while (Match('|'))
        {
            _out.Append('|');
            Intersection();
        }
    }

    private void Intersection()
    {
        Concatenation();
        if (_flags.HasFlag(RegexpFlags.Intersection) && Peek("&"))
            throw Refused("&").Raise();
    }

    private void Concatenation()
    {
        var start = _out.Length;
        var isEmpty = true;
        do
            isEmpty &= Repeat();
        while (More && !Peek(")|") && !(_flags.HasFlag(RegexpFlags.Intersection) && Peek("&")));
        RequireText(isEmpty, start);
    }

    // Where case is ignored, Lucene puts a text together from its letters, and from none of them nothing.
    private void RequireText(bool isEmpty, int start)
    {
        if (!isEmpty || !_ignoreCase)
            return;
        _out.Length = start;
        _out.Append(Nothing);
    }

    // Whether what was read is the empty text.
    private bool Repeat()
    {
        var start = _out.Length;
        if (_flags.HasFlag(RegexpFlags.Complement) && Peek("~"))
            throw Refused("~").Raise();
        Simple();
        var isEmpty = _out.Length - start == EmptyGroup.Length && _out.ToString(start, EmptyGroup.Length) == EmptyGroup;
        while (Peek("?*+{"))
        {
            RequireText(isEmpty, start);
            isEmpty = false;
            // Each repeat binds what stands before it, so that a?+ is no lazy or possessive form.
            _out.Insert(start, "(?:").Append(')');
            if (Match('?'))
                _out.Append('?');
            else if (Match('*'))
                _out.Append('*');
            else if (Match('+'))
                _out.Append('+');
            else
                Count();
        }

        return isEmpty;
    }

    private void Count()
    {
        _at++;
        var least = Number();
        int? most = least;
        if (Match(','))
            most = Peek("}") ? null : Number();
        if (!Match('}'))
            throw Failure.IllegalArgument($"expected '}}' at position {_at}").Raise();
        if (most < least)
            throw Failure.IllegalArgument($"invalid repetition range(out of order): {least}..{most}").Raise();
        if (Math.Max(least, most ?? 0) > MostRepeats)
            throw Failure.Unsupported($"[regexp] query with more than {MostRepeats} repeats").Raise();
        _out.Append('{').Append(least);
        if (most != least)
            _out.Append(',').Append(most?.ToString(CultureInfo.InvariantCulture));
        _out.Append('}');
    }

    private int Number()
    {
        var start = _at;
        while (More && Rune.IsDigit(_pattern[_at]))
            _at++;
        return int.TryParse(string.Concat(_pattern[start.._at]), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Failure.IllegalArgument($"integer expected at position {_at}").Raise();
    }

    private void Simple()
    {
        if (Match('['))
            Class();
        else if (Match('.'))
            _out.Append("(?s:.)");
        else if (_flags.HasFlag(RegexpFlags.Empty) && Match('#'))
            _out.Append(Nothing);
        else if (_flags.HasFlag(RegexpFlags.AnyString) && Match('@'))
            _out.Append("(?s:.*)");
        else if (Match('"'))
            Quoted();
        else if (Match('('))
            Group();
        else if (_flags.HasFlag(RegexpFlags.Interval) && Peek("<"))
            throw Refused("<").Raise();
        else if (Predefined() is { } set)
            _out.Append(set);
        else
            _out.Append("(?:").Append(Literal(Character(), _ignoreCase)).Append(')');
    }

    private void Quoted()
    {
        _out.Append("(?:");
        while (More && !Peek("\""))
            _out.Append(Literal(_pattern[_at++], _ignoreCase));
        if (!Match('"'))
            throw Failure.IllegalArgument($"expected '\"' at position {_at}").Raise();
        _out.Append(')');
    }

    private void Group()
    {
        _out.Append("(?:");
        if (!Match(')'))
        {
            Union();
            if (!Match(')'))
                throw Failure.IllegalArgument($"expected ')' at position {_at}").Raise();
        }

        _out.Append(')');
    }

    private void Class()
    {
        if (_ignoreCase)
            throw Failure.Unsupported("[regexp] query with [case_insensitive] and a character class").Raise();
        _out.Append('[');
        if (Match('^'))
            _out.Append('^');
        do
        {
            if (Predefined() is { } set)
            {
                if (set.StartsWith("[^", StringComparison.Ordinal))
                    throw Failure.Unsupported("[regexp] query with a negated class inside a character class").Raise();
                _out.Append(set.AsSpan(1, set.Length - 2));
                continue;
            }

            _out.Append(Escaped(Character()));
            if (Match('-'))
                _out.Append('-').Append(Escaped(Character()));
        }
        while (More && !Peek("]"));
        if (!Match(']'))
            throw Failure.IllegalArgument($"expected ']' at position {_at}").Raise();
        _out.Append(']');
    }

    private string? Predefined()
    {
        if (!Peek("\\") || _at + 1 >= _pattern.Length)
            return null;
        var set = _pattern[_at + 1].Value switch
        {
            'd' => "[0-9]",
            'D' => "[^0-9]",
            's' => @"[ \t\n\r]",
            'S' => @"[^ \t\n\r]",
            'w' => "[A-Za-z0-9_]",
            'W' => "[^A-Za-z0-9_]",
            _ => null,
        };
        if (set is not null)
            _at += 2;
        return set;
    }

    private Rune Character()
    {
        Match('\\');
        return More ? _pattern[_at++] : throw Failure.IllegalArgument("unexpected end-of-string").Raise();
    }

    private bool Match(char expected)
    {
        if (!More || _pattern[_at].Value != expected)
            return false;
        _at++;
        return true;
    }

    private bool Peek(string any) => More && _pattern[_at].IsAscii && any.Contains((char)_pattern[_at].Value, StringComparison.Ordinal);

    private static string Escaped(Rune rune) => rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value)
        ? rune.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X}}}");

    private static Failure Refused(string symbol) => Failure.Unsupported($"[regexp] query with the operator [{symbol}]");
}
