using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>The body that the phrase and prefix kinds of match share: <c>{"field": "text"}</c> or <c>{"field": {"query": "text", …}}</c>.</summary>
internal static class MatchBody
{
    /// <summary>Reads it.</summary>
    /// <param name="kind">The query's name.</param>
    /// <param name="body">Its object.</param>
    /// <param name="clause">The clause that takes the keys common to all queries.</param>
    /// <param name="keys">The keys beside <c>query</c> that the kind has.</param>
    /// <exception cref="FailureException">A key is unknown, or field or text are missing.</exception>
    public static (string Field, JsonValue Text, MatchOptions Options, QueryClause Clause) Read(
        string kind, JsonValue body, QueryClause clause, IReadOnlySet<string> keys)
    {
        if (body.Members is not [var field, ..])
            throw Failure.IllegalArgument($"[{kind}] requires fieldName").Raise();
        if (field.Name.Length == 0 && kind != MatchPhrasePrefixQuery.Kind)
            throw Failure.IllegalArgument($"[{kind}] requires fieldName").Raise();
        if (body.Members.Count > 1)
        {
            throw Failure.Parsing(
                $"[{kind}] query doesn't support multiple fields, found [{field.Name}] and [{body.Members[1].Name}]",
                body.Members[1].Value.Location).Raise();
        }

        var options = new MatchOptions();
        var text = field.Value.Kind == JsonKind.Object ? null : field.Value;
        foreach (var member in field.Value.Members)
        {
            QueryKeys.RequireScalar(kind, member.Name, member.Value);
            if (member.Name == "query")
                text = member.Value;
            else if (options.With(kind, member, keys) is { } with)
                options = with;
            else
                clause = QueryKeys.Common(clause, kind, member) ?? throw QueryKeys.Unsupported(kind, member).Raise();
        }

        if (text is null || text.IsNull)
            throw Failure.IllegalArgument($"[{kind}] requires query value").Raise();
        QueryKeys.Text(text);
        return (field.Name, text, options, clause);
    }
}
