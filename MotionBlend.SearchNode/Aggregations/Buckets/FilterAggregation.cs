using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>filter</c>: the documents that a query matches.</summary>
internal sealed record FilterAggregation(string Name, QueryClause Query) : ConditionAggregation(Name)
{
    public override string Kind => "filter";

    protected override bool MakesChildrenFirst => true;

    public static Aggregation Parse(AggregationBody body) => new FilterAggregation(body.Name, QueryParser.Parse(body.TakeAll()));

    public override void Require(RowColumns columns) => columns.Condition(Query);

    public override Failure? FaultOfDates(QueryContext context) => Query.FaultOfDates(context) ?? base.FaultOfDates(context);

    protected override IReadOnlyList<Func<SqlParameters, string>> Conditions(AggregationRun run)
    {
        var condition = run.Columns.Condition(Query);
        return [_ => condition.Name];
    }

    protected override AggregationResult Result(AggregationRun run, IReadOnlyList<(long Count, AggregationResults Children)> buckets) =>
        new SingleBucketResult(Kind, buckets[0].Count, buckets[0].Children);
}
