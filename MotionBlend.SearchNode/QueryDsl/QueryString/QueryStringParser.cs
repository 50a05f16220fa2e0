using System.Globalization;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary>
/// Reads a query string as Lucene's classic parser does. It knows no precedence: AND requires the clauses on its two
/// sides, OR makes them optional, and words in a row that name no field are one text.
/// </summary>
internal sealed class QueryStringParser
{
    private const int MaxDepth = 100;

    private readonly WordsOnFields _leaves;
    private readonly QueryStringOptions _options;
    private readonly List<QueryStringToken> _tokens;
    private int _at;
    private int _depth;

    private QueryStringParser(List<QueryStringToken> tokens, WordsOnFields leaves, QueryStringOptions options)
    {
        _tokens = tokens;
        _leaves = leaves;
        _options = options;
    }

    private enum Occur
    {
        Must,
        Should,
        MustNot,
    }

    private QueryStringToken Here => _tokens[_at];

    /// <summary>The node of a query string.</summary>
    /// <exception cref="FormatException">Its syntax is wrong.</exception>
    public static QueryNode Parse(string text, QueryContext context, QueryStringOptions options)
    {
        if (string.IsNullOrWhiteSpace(text))
            return MatchNoneNode.Instance;
        var parser = new QueryStringParser(QueryStringLexer.Tokens(text), new WordsOnFields(context, options), options);
        var node = parser.Query(null);
        return parser.Here.Kind == QueryStringTokenKind.End
            ? node ?? MatchNoneNode.Instance
            : throw new FormatException($"unexpected [{parser.Here.Text}]");
    }

    private QueryNode? Query(string? field)
    {
        if (++_depth > MaxDepth)
            throw new FormatException($"more than {MaxDepth} parentheses in each other");
        var clauses = new List<(QueryNode Node, Occur Occur)>();
        QueryNode? only = null;
        var first = true;
        while (first || Here.Kind is not (QueryStringTokenKind.End or QueryStringTokenKind.Close))
        {
            if (StartsText())
            {
                AddText(clauses, _leaves.Words(field, Text()), ref only);
            }
            else
            {
                var conjunction = first ? null : Conjunction();
                var modifier = Modifier();
                var node = Clause(field);
                Add(clauses, conjunction, modifier, node);
                if (first && modifier is null)
                    only = node;
            }

            first = false;
        }

        _depth--;
        return clauses switch
        {
            [] => null,
            [_] when only is not null => only,
            _ => Combined(clauses),
        };
    }

    private static BoolNode Combined(List<(QueryNode Node, Occur Occur)> clauses)
    {
        var must = clauses.Where(clause => clause.Occur == Occur.Must).Select(clause => clause.Node).ToList();
        var should = clauses.Where(clause => clause.Occur == Occur.Should).Select(clause => clause.Node).ToList();
        return new BoolNode(must.Count == 0 && should.Count > 0 ? 1 : 0)
        {
            Must = must,
            Should = should,
            MustNot = [.. clauses.Where(clause => clause.Occur == Occur.MustNot).Select(clause => clause.Node)],
        };
    }

    private void AddText(List<(QueryNode Node, Occur Occur)> clauses, QueryNode? node, ref QueryNode? only)
    {
        var occur = _options.AllWords ? Occur.Must : Occur.Should;
        if (node is BoolNode { Boost: 1 } words)
            clauses.AddRange(words.Must.Concat(words.Should).Select(word => (word, occur)));
        else if (node is not null)
            clauses.Add((node, occur));
        if (clauses.Count == 1)
            only = clauses[0].Node;
    }

    private void Add(List<(QueryNode Node, Occur Occur)> clauses, QueryStringTokenKind? conjunction, QueryStringTokenKind? modifier, QueryNode? node)
    {
        if (clauses is [.., (var before, not Occur.MustNot)])
        {
            if (conjunction == QueryStringTokenKind.And)
                clauses[^1] = (before, Occur.Must);
            else if (conjunction == QueryStringTokenKind.Or && _options.AllWords)
                clauses[^1] = (before, Occur.Should);
        }

        if (node is null)
            return;
        var required = _options.AllWords
            ? conjunction != QueryStringTokenKind.Or
            : conjunction == QueryStringTokenKind.And || modifier == QueryStringTokenKind.Plus;
        clauses.Add((node, modifier == QueryStringTokenKind.Not ? Occur.MustNot : required ? Occur.Must : Occur.Should));
    }

    private QueryStringTokenKind? Conjunction() => Take(QueryStringTokenKind.And, QueryStringTokenKind.Or);

    private QueryStringTokenKind? Modifier() =>
        Take(QueryStringTokenKind.Plus, QueryStringTokenKind.Minus, QueryStringTokenKind.Not) is { } modifier
            ? modifier == QueryStringTokenKind.Plus ? modifier : QueryStringTokenKind.Not
            : null;

    private QueryStringTokenKind? Take(params ReadOnlySpan<QueryStringTokenKind> kinds)
    {
        var kind = Here.Kind;
        if (!kinds.Contains(kind))
            return null;
        _at++;
        return kind;
    }

    // Words in a row, none of which is a field's name or has an operator of its own behind it.
    private bool StartsText() => IsTextWord(_at) && IsTextWord(_at + 1);

    private bool IsTextWord(int at) => _tokens[at].Kind == QueryStringTokenKind.Term && _tokens[at + 1].Kind is not (
        QueryStringTokenKind.Colon or QueryStringTokenKind.Star or QueryStringTokenKind.Tilde or QueryStringTokenKind.Boost
        or QueryStringTokenKind.And or QueryStringTokenKind.Or);

    private string Text()
    {
        var words = new List<string>();
        while (Here.Kind == QueryStringTokenKind.Term && IsTextWord(_at))
            words.Add(QueryStringLexer.Unescaped(_tokens[_at++].Text));
        return string.Join(' ', words);
    }

    private QueryNode? Clause(string? field)
    {
        if (Here.Kind is QueryStringTokenKind.Term or QueryStringTokenKind.Star && _tokens[_at + 1].Kind == QueryStringTokenKind.Colon)
        {
            field = QueryStringLexer.Unescaped(Here.Text);
            _at += 2;
        }

        if (Take(QueryStringTokenKind.Open) is null)
            return Boosted(Leaf(field));
        var inner = Query(field);
        return Take(QueryStringTokenKind.Close) is null ? throw new FormatException("( is not closed") : Boosted(inner);
    }

    private QueryNode? Leaf(string? field)
    {
        var token = Here;
        _at++;
        if (field == "_exists_" && token.Kind is QueryStringTokenKind.Term or QueryStringTokenKind.Quoted)
            return _leaves.Exists(QueryStringLexer.Unescaped(token.Text));
        var node = token.Kind switch
        {
            QueryStringTokenKind.Term => Word(field, QueryStringLexer.Unescaped(token.Text)),
            QueryStringTokenKind.Star => field is "*" || (field is null && _leaves.All)
                ? MatchAllNode.Instance
                : _leaves.Exists(field),
            QueryStringTokenKind.Prefix => _leaves.Prefix(field, QueryStringLexer.Unescaped(token.Text[..^1])),
            QueryStringTokenKind.Wildcard => Wildcard(field, token.Text),
            QueryStringTokenKind.Regexp => _leaves.Regexp(field, token.Text),
            QueryStringTokenKind.Quoted => _leaves.Phrase(field, QueryStringLexer.Unescaped(token.Text)),
            QueryStringTokenKind.Range => Range(field, token.Text),
            QueryStringTokenKind.End => throw new FormatException("unexpected end"),
            _ => throw new FormatException($"unexpected [{token.Text}]"),
        };
        if (Here.Kind != QueryStringTokenKind.Tilde)
            return node;
        var tilde = Here.Text;
        _at++;
        return token.Kind == QueryStringTokenKind.Quoted && tilde == "0"
            ? node
            : throw Failure.Unsupported("[query_string] query with [~]").Raise();
    }

    private QueryNode? Word(string? field, string text) => text switch
    {
        ['>', '=', .. var least] when least.Length > 0 => _leaves.Range(field, new RangeBounds { From = JsonValue.OfText(least) }),
        ['>', .. var below] when below.Length > 0 => _leaves.Range(field, new RangeBounds { From = JsonValue.OfText(below), IncludeFrom = false }),
        ['<', '=', .. var most] when most.Length > 0 => _leaves.Range(field, new RangeBounds { To = JsonValue.OfText(most) }),
        ['<', .. var above] when above.Length > 0 => _leaves.Range(field, new RangeBounds { To = JsonValue.OfText(above), IncludeTo = false }),
        _ => _leaves.Words(field, text),
    };

    private QueryNode Wildcard(string? field, string pattern) => pattern[0] is '*' or '?' && !_options.AllowLeadingWildcard
        ? throw new FormatException("'*' or '?' not allowed as first character in WildcardQuery")
        : _leaves.Wildcard(field, pattern);

    private QueryNode Range(string? field, string text)
    {
        var parts = text[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ([_, "TO", _] or [_, _]))
            throw new FormatException($"cannot read the range [{text}]");
        return _leaves.Range(field, new RangeBounds
        {
            From = Bound(parts[0]),
            To = Bound(parts[^1]),
            IncludeFrom = text[0] == '[',
            IncludeTo = text[^1] == ']',
        });
    }

    private static JsonValue? Bound(string text) => text switch
    {
        "*" => null,
        ['"', .. var quoted, '"'] => JsonValue.OfText(QueryStringLexer.Unescaped(quoted)),
        _ => JsonValue.OfText(QueryStringLexer.Unescaped(text)),
    };

    private QueryNode? Boosted(QueryNode? node)
    {
        if (Here.Kind != QueryStringTokenKind.Boost)
            return node;
        var number = _tokens[_at++].Text;
        return float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var boost)
            ? node?.Times(boost)
            : throw new FormatException($"cannot read the boost [{number}]");
    }
}
