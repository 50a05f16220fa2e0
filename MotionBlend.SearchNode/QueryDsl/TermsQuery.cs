using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>terms</c>: a field has one of some values; the score is constant.</summary>
internal sealed record TermsQuery(string Field, IReadOnlyList<JsonValue> Values) : QueryClause
{
    private const string Kind = "terms";

    /// <summary>The document that has the values; null where they stand in the query.</summary>
    public TermsLookup? Lookup { get; init; }

    public static QueryClause Parse(JsonValue body)
    {
        QueryClause query = new TermsQuery("", []);
        JsonMember? field = null;
        foreach (var member in body.Members)
        {
            if (member.Value.Kind is not (JsonKind.Array or JsonKind.Object))
            {
                QueryKeys.RequireScalar(Kind, member.Name, member.Value);
                query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
                continue;
            }

            if (field is not null)
                throw Failure.Parsing("[terms] query does not support multiple fields", member.Value.Location).Raise();
            field = member;
        }

        if (field is null)
        {
            throw Failure.Parsing(
                "[terms] query requires a field name, followed by array of terms or a document lookup specification", body.EndLocation).Raise();
        }

        if (field.Value.Kind == JsonKind.Object)
            return ((TermsQuery)query) with { Field = field.Name, Lookup = TermsLookup.Parse(field.Value) };
        if (field.Name.Length == 0)
            throw Failure.IllegalArgument("field name cannot be null.").Raise();
        foreach (var value in field.Value.Items)
        {
            if (value.IsNull)
                throw Failure.Parsing("No value specified for terms query", value.Location).Raise();
            if (value.Kind == JsonKind.Array)
                throw Failure.Parsing($"[terms] unknown token [END_ARRAY] after [{field.Name}]", value.EndLocation).Raise();
        }

        return ((TermsQuery)query) with { Field = field.Name, Values = [.. field.Value.Items.SelectMany(Terms)] };
    }

    // Elasticsearch takes every token for a value: an object is its brackets, names and values.
    private static IEnumerable<JsonValue> Terms(JsonValue item) => item.Kind != JsonKind.Object ? [item] : JsonToken.All(item).Select(token => token.Kind switch
    {
        JsonTokenKind.StartObject => JsonValue.OfText("{"),
        JsonTokenKind.EndObject => JsonValue.OfText("}"),
        JsonTokenKind.Name => JsonValue.OfText(token.Name),
        JsonTokenKind.Value => token.Of,
        JsonTokenKind.Null => throw Failure.Parsing("No value specified for terms query", token.Location).Raise(),
        _ => throw Failure.Parsing($"[{Kind}] unknown token [END_ARRAY] after [{token.TypeName}]", token.Location).Raise(),
    });

    public override bool RewritesToNone(QueryContext context) => Lookup is null && (Values.Count == 0 || !context.Knows(Field));

    protected override QueryNode BindCore(QueryContext context)
    {
        var values = Lookup?.Values(context) ?? Values;
        var most = context.Index.Settings.MaxTermsCount;
        if (values.Count > most)
        {
            throw Failure.IllegalArgument(
                $"The number of terms [{values.Count}] used in the Terms Query request has exceeded the allowed maximum of [{most}]. "
                + "This maximum can be set by changing the [index.max_terms_count] index level setting.").Raise();
        }

        if (MetadataTerm.Bind(context, Field, [.. values.Select(value => value.Text)]) is { } metadata)
            return metadata;
        if (context.Field(Field) is not { } field)
            return MatchNoneNode.Instance;
        if (field.Type is IntegerType numbers)
            numbers.RequireInRange(values);
        var terms = values.Select(value => TermBinding.Bind(context, field, value)).Where(node => node is not MatchNoneNode).ToList();
        if (terms.Count == 0)
            return MatchNoneNode.Instance;
        return terms.All(node => node is EqualsNode)
            ? new InNode(field, [.. terms.Cast<EqualsNode>().Select(node => node.Value)])
            : new ConstantScoreNode(new BoolNode(1) { Should = terms });
    }
}
