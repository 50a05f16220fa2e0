using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>fuzzy</c>: a field has a term like a word.</summary>
internal sealed record FuzzyQuery(string Field, string Value, FuzzyTerms Terms) : QueryClause
{
    private const string Kind = "fuzzy";

    public static QueryClause Parse(JsonValue body)
    {
        if (body.Members is not [var field, ..] || field.Name.Length == 0)
            throw Failure.IllegalArgument("field name cannot be null or empty").Raise();
        if (body.Members.Count > 1)
        {
            throw Failure.Parsing(
                $"[{Kind}] query doesn't support multiple fields, found [{field.Name}] and [{body.Members[1].Name}]",
                body.Members[1].Value.Location).Raise();
        }

        if (field.Value.Kind == JsonKind.Array)
            throw Failure.Parsing($"[{Kind}] query doesn't support multiple fields, found [{field.Name}] and [{field.Name}]", field.Value.Location).Raise();
        if (field.Value.Kind != JsonKind.Object)
            return new FuzzyQuery(field.Name, QueryKeys.Text(field.Value), new FuzzyTerms(Fuzziness.Auto));
        QueryClause query = new FuzzyQuery(field.Name, "", new FuzzyTerms(Fuzziness.Auto));
        string? value = null;
        foreach (var member in field.Value.Members)
        {
            if (member.Value.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null)
                throw Failure.Parsing($"[{Kind}] unexpected token [{member.Value.TokenName}] after [{member.Name}]", member.Value.Location).Raise();
            var fuzzy = (FuzzyQuery)query;
            switch (member.Name)
            {
                case "value" or "term":
                    value = member.Value.Text;
                    break;
                case "fuzziness":
                    query = fuzzy with { Terms = fuzzy.Terms with { Fuzziness = Fuzziness.Parse(member.Value) } };
                    break;
                case "prefix_length":
                    query = fuzzy with { Terms = fuzzy.Terms with { PrefixLength = member.Value.AsInt() } };
                    break;
                case "max_expansions":
                    query = fuzzy with { Terms = fuzzy.Terms with { MaxExpansions = member.Value.AsInt() } };
                    break;
                case "transpositions":
                    query = fuzzy with { Terms = fuzzy.Terms with { Transpositions = member.Value.AsBoolean() } };
                    break;
                case "rewrite":
                    throw Failure.Unsupported($"[{Kind}] query with [rewrite]").Raise();
                default:
                    query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
                    break;
            }
        }

        return value is null
            ? throw Failure.IllegalArgument("query value cannot be null").Raise()
            : ((FuzzyQuery)query) with { Value = value };
    }

    protected override QueryNode BindCore(QueryContext context) => context.Field(Field) is { } field
        ? Terms.Bind(context, field, field.Type.Normalized(Value))
        : MatchNoneNode.Instance;
}
