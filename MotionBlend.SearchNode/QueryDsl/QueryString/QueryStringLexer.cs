namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary>Cuts a query string into tokens, by the rules of Lucene's classic query parser.</summary>
internal sealed class QueryStringLexer(string text)
{
    private const string Blanks = " \t\n\r　";
    private const string NoTermStart = Blanks + "+-!():^[]\"{}~*?\\/";

    private int _at;

    /// <summary>The tokens, the last one an <see cref="QueryStringTokenKind.End"/>.</summary>
    /// <exception cref="FormatException">A quote, a bracket or an escape is not closed.</exception>
    public static List<QueryStringToken> Tokens(string text)
    {
        var lexer = new QueryStringLexer(text);
        var tokens = new List<QueryStringToken>();
        while (lexer.Next() is { } token)
            tokens.Add(token);
        tokens.Add(new QueryStringToken(QueryStringTokenKind.End, ""));
        return tokens;
    }

    /// <summary>A text without the backslashes that protect its characters.</summary>
    public static string Unescaped(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            if (++i == text.Length)
                throw new FormatException("Term can not end with escape character.");
            if (text[i] == 'u' && i + 4 < text.Length && ushort.TryParse(
                text.AsSpan(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private QueryStringToken? Next()
    {
        while (_at < text.Length && Blanks.Contains(text[_at], StringComparison.Ordinal))
            _at++;
        if (_at == text.Length)
            return null;
        var start = _at;
        switch (text[_at])
        {
            case '+' or '-' or '!' when _at + 1 < text.Length && Blanks.Contains(text[_at + 1], StringComparison.Ordinal):
                // An operator with nothing behind it is a word.
                return One(QueryStringTokenKind.Term);
            case '+':
                return One(QueryStringTokenKind.Plus);
            case '-':
                return One(QueryStringTokenKind.Minus);
            case '!':
                return One(QueryStringTokenKind.Not);
            case '(':
                return One(QueryStringTokenKind.Open);
            case ')':
                return One(QueryStringTokenKind.Close);
            case ':':
                return One(QueryStringTokenKind.Colon);
            case '^':
                return Number(QueryStringTokenKind.Boost);
            case '~':
                return Number(QueryStringTokenKind.Tilde);
            case '"':
                return Until('"', QueryStringTokenKind.Quoted);
            case '/':
                return Until('/', QueryStringTokenKind.Regexp);
            case '[' or '{':
                _at = text.IndexOfAny([']', '}'], _at) + 1;
                return _at > 0 ? new QueryStringToken(QueryStringTokenKind.Range, text[start.._at]) : throw new FormatException("range is not closed");
            default:
                return Word();
        }
    }

    private QueryStringToken One(QueryStringTokenKind kind) => new(kind, text[_at++].ToString());

    private QueryStringToken Number(QueryStringTokenKind kind)
    {
        var start = ++_at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
            _at++;
        return new QueryStringToken(kind, text[start.._at]);
    }

    private QueryStringToken Until(char end, QueryStringTokenKind kind)
    {
        var start = ++_at;
        while (_at < text.Length && text[_at] != end)
            _at += text[_at] == '\\' ? 2 : 1;
        return _at < text.Length ? new QueryStringToken(kind, text[start.._at++]) : throw new FormatException($"{end} is not closed");
    }

    private QueryStringToken Word()
    {
        var start = _at;
        var wild = 0;
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == '\\')
            {
                if (_at + 1 == text.Length)
                    throw new FormatException("Term can not end with escape character.");
                _at += 2;
                continue;
            }

            var isWild = c is '*' or '?';
            if (!isWild && (NoTermStart.Contains(c, StringComparison.Ordinal) && !(c is '+' or '-' && _at > start)))
                break;
            wild += isWild ? 1 : 0;
            _at++;
        }

        if (_at == start)
            throw new FormatException($"unexpected [{text[_at]}]");
        var word = text[start.._at];
        var kind = (word, wild) switch
        {
            ("AND" or "&&", _) => QueryStringTokenKind.And,
            ("OR" or "||", _) => QueryStringTokenKind.Or,
            ("NOT", _) => QueryStringTokenKind.Not,
            ("*", _) => QueryStringTokenKind.Star,
            (_, 0) => QueryStringTokenKind.Term,
            (_, 1) when word[^1] == '*' => QueryStringTokenKind.Prefix,
            _ => QueryStringTokenKind.Wildcard,
        };
        return new QueryStringToken(kind, word);
    }
}
