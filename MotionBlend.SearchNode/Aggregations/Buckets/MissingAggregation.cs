using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Sql;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>missing</c>: the documents that have no value of a field.</summary>
internal sealed record MissingAggregation(string Name, string Field) : ConditionAggregation(Name)
{
    public override string Kind => "missing";

    /// <summary>The value of documents that have none: with one, nothing is missing.</summary>
    public JsonValue? Missing { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.Refuse("script");
        body.WithoutEffect("value_type", "format");
        return new MissingAggregation(body.Name, body.Field()) { Missing = body.TakeWhole("missing") };
    }

    public override void Require(RowColumns columns) => columns.RequireFamily(
        this, columns.Field(Field), FieldFamily.Keyword, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);

    protected override IReadOnlyList<Func<SqlParameters, string>> Conditions(AggregationRun run)
    {
        var column = run.Columns.Field(Field);
        return [_ => Missing is null ? $"{column.Name} IS NULL" : "FALSE"];
    }

    protected override AggregationResult Result(AggregationRun run, IReadOnlyList<(long Count, AggregationResults Children)> buckets) =>
        new SingleBucketResult(Kind, buckets[0].Count, buckets[0].Children);
}
