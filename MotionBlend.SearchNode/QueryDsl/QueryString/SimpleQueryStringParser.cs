using System.Text;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary>
/// Reads the forgiving syntax: <c>+</c> and, <c>|</c> or, <c>-</c> not, <c>"…"</c> phrase, <c>*</c> prefix, parentheses.
/// Nothing is an error; a sign without a partner is passed over. An operator that differs from the one before takes all
/// that stands left of it as one side.
/// </summary>
internal sealed class SimpleQueryStringParser(string text, int end, WordsOnFields leaves, bool allWords)
{
    private const int MaxDepth = 100;

    private int _at;
    private int _not;
    private QueryNode? _top;
    private bool? _operation;
    private bool? _previous;

    /// <summary>The node of a query string.</summary>
    public static QueryNode Parse(string text, WordsOnFields leaves, bool allWords) => text.Trim() == "*"
        ? MatchAllNode.Instance
        : new SimpleQueryStringParser(text, text.Length, leaves, allWords).Read(0, 0) ?? MatchNoneNode.Instance;

    private QueryNode? Read(int start, int depth)
    {
        if (depth > MaxDepth)
            throw Failure.IllegalArgument($"more than {MaxDepth} parentheses in each other").Raise();
        _at = start;
        while (_at < end)
        {
            switch (text[_at])
            {
                case '(':
                    Group(depth);
                    break;
                case '"':
                    Phrase();
                    break;
                case '+' or '|':
                    if (_operation is null && _top is not null)
                        _operation = text[_at] == '+';
                    _at++;
                    break;
                case '-':
                    _not++;
                    _at++;
                    continue;
                case ')' or ' ' or '\t' or '\n' or '\r':
                    _at++;
                    break;
                default:
                    Word();
                    break;
            }

            _not = 0;
        }

        return _top;
    }

    private void Group(int depth)
    {
        var start = ++_at;
        var open = 1;
        for (; _at < end; _at++)
        {
            if (text[_at] == '\\')
                _at++;
            else if (text[_at] == '(')
                open++;
            else if (text[_at] == ')' && --open == 0)
                break;
        }

        if (_at >= end)
        {
            // Never closed: the parenthesis is passed over.
            _at = start;
            return;
        }

        if (_at == start)
            _operation = null;
        else
            Add(new SimpleQueryStringParser(text, _at, leaves, allWords).Read(start, depth + 1));
        _at++;
    }

    private void Phrase()
    {
        var start = ++_at;
        var phrase = new StringBuilder();
        for (; _at < end && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < end)
                _at++;
            phrase.Append(text[_at]);
        }

        if (_at >= end)
        {
            _at = start;
            return;
        }

        if (_at == start)
        {
            _operation = null;
            _at++;
            return;
        }

        _at++;
        if (_at + 1 < end && text[_at] == '~' && char.IsAsciiDigit(text[_at + 1]))
            throw Failure.Unsupported("[simple_query_string] query with [~]").Raise();
        Add(leaves.Phrase(null, phrase.ToString()));
    }

    private void Word()
    {
        var word = new StringBuilder();
        var isPrefix = false;
        for (; _at < end && !"\"|+() \t\n\r".Contains(text[_at], StringComparison.Ordinal); _at++)
        {
            isPrefix = text[_at] == '*' && word.Length > 0;
            if (text[_at] == '~' && word.Length > 0 && _at + 1 < end && char.IsAsciiDigit(text[_at + 1]))
                throw Failure.Unsupported("[simple_query_string] query with [~]").Raise();
            if (text[_at] == '\\' && ++_at >= end)
                break;
            word.Append(text[_at]);
        }

        if (word.Length > 0)
            Add(isPrefix ? leaves.Prefix(null, word.ToString(0, word.Length - 1)) : leaves.Words(null, word.ToString()));
    }

    private void Add(QueryNode? branch)
    {
        if (branch is null)
            return;
        if (_not % 2 == 1)
            branch = new BoolNode(1) { Should = [MatchAllNode.Instance], MustNot = [branch] };
        if (_top is null)
        {
            _top = branch;
        }
        else
        {
            var and = _operation ?? allWords;
            var before = _previous == and && _top is BoolNode { MustNot.Count: 0 } same ? same : null;
            _top = and
                ? new BoolNode(0) { Must = before is null ? [_top, branch] : [.. before.Must, branch] }
                : new BoolNode(1) { Should = before is null ? [_top, branch] : [.. before.Should, branch] };
            _previous = and;
        }

        _operation = null;
    }
}
