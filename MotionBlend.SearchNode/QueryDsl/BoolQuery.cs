using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>bool</c>: must and should score, filter and must_not only decide.</summary>
internal sealed record BoolQuery : QueryClause
{
    private const string Kind = "bool";

    private static readonly string[] Keys =
        ["must", "filter", "should", "must_not", "minimum_should_match", "adjust_pure_negative", "boost", "_name"];

    public IReadOnlyList<QueryClause> Must { get; init; } = [];

    public IReadOnlyList<QueryClause> Filter { get; init; } = [];

    public IReadOnlyList<QueryClause> Should { get; init; } = [];

    public IReadOnlyList<QueryClause> MustNot { get; init; } = [];

    public string? MinimumShouldMatch { get; init; }

    public bool AdjustPureNegative { get; init; } = true;

    public static QueryClause Parse(JsonValue body, int depth)
    {
        var query = new BoolQuery();
        foreach (var member in body.Members)
        {
            query = member.Name switch
            {
                "must" => query with { Must = Clauses(member, depth) },
                "filter" => query with { Filter = Clauses(member, depth) },
                "should" => query with { Should = Clauses(member, depth) },
                "must_not" => query with { MustNot = Clauses(member, depth) },
                "minimum_should_match" when member.Value.Kind is JsonKind.Object or JsonKind.Array => throw new Failure(
                    FailureKind.XContentParse,
                    $"{member.Value.Location} [{Kind}] minimum_should_match doesn't support values of type: {member.Value.TokenName}").Raise(),
                "minimum_should_match" => query with { MinimumShouldMatch = Within(member, () => member.Value.IsNull ? null : member.Value.Text) },
                "adjust_pure_negative" => query with { AdjustPureNegative = Flag(member) },
                _ => (BoolQuery)(QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.UnknownField(Kind, member, Keys).Raise()),
            };
        }

        return query;
    }

    public override IEnumerable<QueryClause> Parts => [.. Must, .. Filter, .. Should, .. MustNot];

    public override bool RewritesToNone(QueryContext context) =>
        Must.Concat(Filter).Any(clause => clause.RewritesToNone(context))
        || ExcludesAll
        || (Must.Count + Filter.Count + MustNot.Count == 0 && Should.Count > 0 && Should.All(clause => clause.RewritesToNone(context)));

    public override bool FindsNothing(QueryContext context) => Must.Concat(Filter).Any(clause => clause.FindsNothing(context));

    public override Failure? FaultOfDates(QueryContext context) => ExcludesAll ? null : base.FaultOfDates(context);

    private bool ExcludesAll => MustNot.Any(clause => clause is MatchAllQuery or BoolQuery { Must: [], Filter: [], Should: [], MustNot: [] });

    protected override QueryNode BindCore(QueryContext context)
    {
        if (Must.Count + Filter.Count + Should.Count + MustNot.Count == 0)
            return MatchAllNode.Instance;
        var least = Ast.MinimumShouldMatch.Resolve(MinimumShouldMatch, Should.Count) ?? (Must.Count + Filter.Count == 0 ? 1 : 0);
        if (Should.Count == 0 && Must.Count + Filter.Count == 0)
            least = 0;
        else if (Should.Count == 0)
            least = MinimumShouldMatch is null ? 0 : Math.Max(0, least);
        else if (Must.Count + Filter.Count == 0)
            least = Math.Max(1, least);
        var bound = new BoolNode(least)
        {
            Must = Bind(Must, context),
            Filter = Bind(Filter, context.Unscored),
            Should = Bind(Should, context),
            MustNot = Bind(MustNot, context.Unscored),
        };
        var pureNegative = Must.Count + Filter.Count + Should.Count == 0;
        return pureNegative && !AdjustPureNegative ? MatchNoneNode.Instance : bound;
    }

    private static List<QueryNode> Bind(IReadOnlyList<QueryClause> clauses, QueryContext context) =>
        [.. clauses.Select(clause => clause.Bind(context))];

    private static List<QueryClause> Clauses(JsonMember member, int depth)
    {
        try
        {
            if (member.Value.Kind is not (JsonKind.Null or JsonKind.Array or JsonKind.Object))
            {
                throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.Location} [{Kind}] {member.Name} doesn't support values of type: {member.Value.TokenName}").Raise();
            }

            return member.Value.Kind switch
            {
                JsonKind.Null => [],
                JsonKind.Array => Items(member.Value, depth),
                _ => [QueryParser.Parse(member.Value, depth + 1)],
            };
        }
        catch (FailureException e) when (e.Failure.EndsEarlyAt is null && !IsOfKind(e.Failure, member))
        {
            var at = e.Failure.Location ?? member.Value.Location;
            throw new Failure(FailureKind.XContentParse, $"{at} [{Kind}] failed to parse field [{member.Name}]") { CausedBy = e.Failure }.Raise();
        }
    }

    private static List<QueryClause> Items(JsonValue array, int depth) => array.Items.Exists(item => item.Kind == JsonKind.Array)
        ? throw NoValue("START_ARRAY").Raise()
        : [.. QueryParser.ParseItems(array, depth + 1, location => NoValue("END_OBJECT") with { Location = location })];

    private static Failure NoValue(string token) => new(FailureKind.IllegalState, $"expected value but got [{token}]");

    private static bool Flag(JsonMember member)
    {
        if (member.Value.Kind is not (JsonKind.Boolean or JsonKind.String))
        {
            throw new Failure(
                FailureKind.XContentParse, $"{member.Value.Location} [{Kind}] {member.Name} doesn't support values of type: {member.Value.TokenName}").Raise();
        }

        return Within(member, member.Value.AsBoolean);
    }

    private static T Within<T>(JsonMember member, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FailureException e)
        {
            throw new Failure(FailureKind.XContentParse, $"{member.Value.Location} [{Kind}] failed to parse field [{member.Name}]") { CausedBy = e.Failure }.Raise();
        }
    }

    private static bool IsOfKind(Failure failure, JsonMember member) =>
        failure.Reason!.StartsWith($"{member.Value.Location} [{Kind}] {member.Name} doesn't support", StringComparison.Ordinal);
}
