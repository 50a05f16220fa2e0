using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>exists</c>: a field, a member of an object, or a field of a pattern has a value.</summary>
internal sealed record ExistsQuery(string Field) : QueryClause
{
    private const string Kind = "exists";

    public static QueryClause Parse(JsonValue body)
    {
        QueryClause query = new ExistsQuery("");
        string? field = null;
        foreach (var member in body.Members)
        {
            QueryKeys.RequireScalar(Kind, member.Name, member.Value);
            if (member.Name == "field")
                field = member.Value.Text;
            else
                query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
        }

        if (field is "")
            throw Failure.IllegalArgument("field name is null or empty").Raise();
        return field is null
            ? throw Failure.Parsing("[exists] must be provided with a [field]", body.EndLocation).Raise()
            : ((ExistsQuery)query) with { Field = field };
    }

    public override bool RewritesToNone(QueryContext context) => !IsMetadata && !Wildcard.Matches(Field, "_source") && !Fields(context).Any();

    protected override QueryNode BindCore(QueryContext context) =>
        IsMetadata ? MatchAllNode.Instance
        // A pattern reaches fields of Elasticsearch's own, not all of which can be asked for.
        : Wildcard.IsPattern(Field) && Wildcard.Matches(Field, "_source") ? throw Failure.IllegalArgument("Field [_data_stream_timestamp] of type [_data_stream_timestamp] does not support exists queries").Raise()
        : new ExistsNode([.. Fields(context)]);

    private bool IsMetadata => Field is "_id" or "_index" or "_seq_no" or "_version" or "_source";

    private IEnumerable<MappedField> Fields(QueryContext context) => context.Index.Mapping.Fields.Values
        .Where(field => field.Path == Field
            || field.Path.StartsWith(Field + ".", StringComparison.Ordinal) && !context.Index.Mapping.Fields.ContainsKey(Field)
            || Wildcard.IsPattern(Field) && Wildcard.Matches(Field, field.Path));
}
