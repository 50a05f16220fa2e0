using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>range</c>: a field has a value between bounds; the score is constant.</summary>
internal sealed record RangeQuery(string Field, RangeBounds Bounds) : QueryClause
{
    private const string Kind = "range";

    public static QueryClause Parse(JsonValue body)
    {
        var field = QueryKeys.SingleField(Kind, body);
        if (field.Value.Kind != JsonKind.Object)
            throw QueryKeys.Unsupported(Kind, field).Raise();
        var bounds = new RangeBounds();
        QueryClause query = new RangeQuery("", bounds);
        foreach (var member in Unnested(field.Value))
        {
            var value = Bound(member.Value);
            switch (member.Name)
            {
                case "gt":
                    bounds = bounds with { From = value, IncludeFrom = false };
                    break;
                case "gte":
                    bounds = bounds with { From = value, IncludeFrom = true };
                    break;
                case "lt":
                    bounds = bounds with { To = value, IncludeTo = false };
                    break;
                case "lte":
                    bounds = bounds with { To = value, IncludeTo = true };
                    break;
                case "from":
                    bounds = bounds with { From = value };
                    break;
                case "to":
                    bounds = bounds with { To = value };
                    break;
                case "include_lower":
                    bounds = bounds with { IncludeFrom = member.Value.AsBoolean() };
                    break;
                case "include_upper":
                    bounds = bounds with { IncludeTo = member.Value.AsBoolean() };
                    break;
                case "format":
                    bounds = bounds with { Format = Pattern(member.Value) };
                    break;
                case "time_zone":
                    QueryKeys.Text(member.Value);
                    TimeZones.Find(member.Value.Text);
                    bounds = bounds with { TimeZone = member.Value.Text };
                    break;
                case "relation" when QueryKeys.Text(member.Value).Equals("intersects", StringComparison.OrdinalIgnoreCase):
                    break;
                case "relation":
                    throw Failure.Unsupported($"[range] query with relation [{member.Value.Text}]").Raise();
                default:
                    query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
                    break;
            }
        }

        return ((RangeQuery)query) with { Field = field.Name, Bounds = bounds };
    }

    // Elasticsearch takes the start of an object for a bound, its members for those of the range, and its end for the range's:
    // what is behind it stands beside the field.
    private static IEnumerable<JsonMember> Unnested(JsonValue range)
    {
        JsonValue? opened = null;
        foreach (var member in range.Members)
        {
            if (opened is not null && !member.Value.IsNull)
                throw QueryKeys.Unsupported(Kind, member).Raise();
            if (opened is not null)
                continue;
            opened = IsBound(member.Name) ? Opened(member) : null;
            if (opened is null)
                yield return member;
            else
                foreach (var inner in Unnested(opened))
                    yield return inner;
        }

        if (opened is not null)
            throw (Failure.Parsing("Unexpected token [END_OBJECT] found after the main object.", opened.EndLocation) with { EndsEarlyAt = opened.End }).Raise();
    }

    private static JsonValue? Opened(JsonMember bound) => bound.Value.Kind != JsonKind.Array || !bound.Value.Items.Exists(IsObject)
        ? IsObject(bound.Value) ? bound.Value : null
        : bound.Value.Items[^1] is { Kind: JsonKind.Object } last && bound.Value.Items.Count(IsObject) == 1
            ? last
            : throw QueryKeys.Unsupported(Kind, bound).Raise();

    private static bool IsObject(JsonValue value) => value.Kind == JsonKind.Object;

    private static bool IsBound(string name) => name is "gt" or "gte" or "lt" or "lte" or "from" or "to";

    // Elasticsearch takes an array token by token: what is left is the last of them.
    private static JsonValue? Bound(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => null,
        JsonKind.Array => JsonValue.OfText("]"),
        _ => value,
    };

    private static string Pattern(JsonValue value) => QueryKeys.Text(value) is { Length: > 0 } pattern
        ? pattern
        : throw Failure.IllegalArgument("No date pattern provided").Raise();

    public override bool RewritesToNone(QueryContext context) => !context.Knows(Field);

    /// <remarks>Bounds are not looked at where there is no date; where there are, they are compared with the first and the last.</remarks>
    public override bool FindsNothing(QueryContext context)
    {
        if (context.Field(Field) is not { Type.Family: FieldFamily.Date } field)
            return false;
        return context.Terms.Reach(field) is not { } reach || IsBeside(reach, field, context);
    }

    public override Failure? FaultOfDates(QueryContext context)
    {
        try
        {
            if (context.Field(Field)?.Type.Family == FieldFamily.Date)
                Made(context);
            return null;
        }
        catch (FailureException e) when (e.Failure.Kind is FailureKind.Parse or FailureKind.NumberFormat)
        {
            return e.Failure;
        }
    }

    private bool IsBeside((long First, long Last) reach, MappedField field, QueryContext context)
    {
        try
        {
            return field.Type.Range(field, Bounds, context.Dates) is BetweenNode between
                && ((between.From.IsPresent && (between.IncludeFrom ? between.From.Integer > reach.Last : between.From.Integer >= reach.Last))
                    || (between.To.IsPresent && (between.IncludeTo ? between.To.Integer < reach.First : between.To.Integer <= reach.First)));
        }
        catch (FailureException)
        {
            // Bounds that cannot be read leave nothing out.
            return false;
        }
    }

    protected override QueryNode BindCore(QueryContext context)
    {
        if (context.Field(Field) is not { } field)
            return MatchNoneNode.Instance;
        if (Bounds is { From: null, To: null })
            return new ExistsNode([field]);
        return field.Type.Range(field, Bounds, context.Dates);
    }
}
