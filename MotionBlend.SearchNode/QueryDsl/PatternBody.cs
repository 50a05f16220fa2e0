using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>What prefix, wildcard and regexp share: <c>{"field": "pattern"}</c> or <c>{"field": {"value": "pattern", …}}</c>.</summary>
internal sealed record PatternBody(string Field, string Pattern, QueryClause Clause)
{
    public bool IgnoreCase { get; private init; }

    /// <summary>The keys that only the kind has.</summary>
    public IReadOnlyList<JsonMember> Others { get; private init; } = [];

    /// <summary>Reads it.</summary>
    /// <exception cref="FailureException">A key is unknown, or field or pattern are missing.</exception>
    public static PatternBody Read(string kind, JsonValue body, QueryClause clause, params IReadOnlyList<string> own)
    {
        if (body.Members is not [var field, ..])
            throw Failure.IllegalArgument("field name is null or empty").Raise();
        if (body.Members.Count > 1)
        {
            throw Failure.Parsing(
                $"[{kind}] query doesn't support multiple fields, found [{field.Name}] and [{body.Members[1].Name}]",
                body.Members[1].Value.Location).Raise();
        }

        if (field.Name.Length == 0)
            throw Failure.IllegalArgument("field name is null or empty").Raise();
        if (field.Value.Kind != JsonKind.Object)
            return new PatternBody(field.Name, Required(kind, field.Value), clause);

        JsonValue? pattern = null;
        var ignoreCase = false;
        var others = new List<JsonMember>();
        foreach (var member in field.Value.Members)
        {
            if (member.Name == "value" || (member.Name == "wildcard" && kind == WildcardQuery.Kind))
                pattern = member.Value;
            else if (member.Name == "case_insensitive")
                ignoreCase = member.Value.AsBoolean();
            else if (member.Name == "rewrite")
                RequireConstantScore(kind, member.Value);
            else if (own.Contains(member.Name))
                others.Add(member);
            else
                clause = QueryKeys.Common(clause, kind, member) ?? throw QueryKeys.Unsupported(kind, member).Raise();
        }

        return pattern is null
            ? throw Failure.IllegalArgument("value cannot be null").Raise()
            : new PatternBody(field.Name, Required(kind, pattern), clause) { IgnoreCase = ignoreCase, Others = others };
    }

    /// <summary>The field of a pattern; null for an unmapped one.</summary>
    /// <exception cref="FailureException">The field holds no terms of text.</exception>
    public static MappedField? FieldOfTerms(string kind, string fields, QueryContext context, string path)
    {
        var field = context.Field(path);
        var type = path == "_id" ? path : field?.Type.Name;
        return field?.Type.Family is FieldFamily.Keyword or FieldFamily.Text || type is null
            ? field
            : throw new Failure(
                FailureKind.QueryShard,
                $"Can only use {kind} queries on {fields} fields - not on [{path}] which is of type [{type}]").Raise();
    }

    private static string Required(string kind, JsonValue value) => value.IsNull && kind != WildcardQuery.Kind
        ? throw Failure.IllegalArgument("value cannot be null").Raise()
        : QueryKeys.Text(value);

    private static void RequireConstantScore(string kind, JsonValue value)
    {
        if (value.IsNull || value.Text is "constant_score" or "constant_score_boolean" or "constant_score_blended")
            return;
        throw Failure.Unsupported($"[{kind}] query with rewrite [{value.Text}]").Raise();
    }
}
