using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>term</c>: a field has exactly a value.</summary>
internal sealed record TermQuery(string Field, JsonValue Value) : QueryClause
{
    private const string Kind = "term";

    public bool IgnoreCase { get; init; }

    public static QueryClause Parse(JsonValue body)
    {
        var field = QueryKeys.SingleField(Kind, body);
        if (field.Value.Kind == JsonKind.Array)
            throw Failure.Parsing("[term] query does not support array of values", field.Value.Location).Raise();
        QueryClause query = new TermQuery(field.Name, body);
        var value = field.Value;
        if (field.Value.Kind == JsonKind.Object)
        {
            JsonValue? given = null;
            foreach (var member in field.Value.Members)
            {
                switch (member.Name)
                {
                    case "value" when member.Value.Kind is JsonKind.Object or JsonKind.Array:
                        throw Failure.Parsing("[term] query does not support arrays for value - use a bool query with multiple term clauses instead", member.Value.Location).Raise();
                    case "value":
                        given = member.Value;
                        break;
                    case "case_insensitive":
                        query = ((TermQuery)query) with { IgnoreCase = member.Value.AsBoolean() };
                        break;
                    default:
                        query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
                        break;
                }
            }

            value = given ?? throw Failure.IllegalArgument("value cannot be null").Raise();
        }

        return value.IsNull ? throw Failure.IllegalArgument("value cannot be null").Raise() : ((TermQuery)query) with { Value = value };
    }

    public override bool RewritesToNone(QueryContext context) => !context.Knows(Field);

    protected override QueryNode BindCore(QueryContext context)
    {
        if (MetadataTerm.Bind(context, Field, [Value.Text]) is { } metadata)
            return metadata;
        if (context.Field(Field) is not { } field)
            return MatchNoneNode.Instance;
        // The empty word has no case, and is scored as any other.
        return IgnoreCase && Value.Text.Length > 0 ? OfAnyCase(field) : TermBinding.Bind(context, field, Value);
    }

    private QueryNode OfAnyCase(MappedField field) => field.Type.Family switch
    {
        FieldFamily.Keyword or FieldFamily.Text => PatternNode.AnyCase(field, Value.Text),
        FieldFamily.Boolean => throw Failure.Unsupported("[term] query with [case_insensitive] on a boolean field").Raise(),
        _ => throw new Failure(
            FailureKind.QueryShard,
            $"[{field.Path}] field which is of type [{field.Type.Name}], does not support case insensitive term queries").Raise(),
    };
}
