using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>global</c>: all documents of the searched indices, whatever the query.</summary>
internal sealed record GlobalAggregation(string Name) : Aggregation(Name)
{
    public override string Kind => "global";

    public static Aggregation Parse(AggregationBody body)
    {
        if (body.Json.Members.Count > 0)
        {
            var member = body.Json.Members[0];
            throw Failure.Parsing(
                $"Expected [FIELD_NAME] under a [START_OBJECT], but got a [{member.Value.TokenName}] in [{body.Name}]", member.Value.Location).Raise();
        }

        return new GlobalAggregation(body.Name);
    }

    public override void Require(RowColumns columns)
    {
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var (counts, children) = run.Buckets(Children, run.AllRows);
        return counts.ToDictionary(
            count => count.Key, AggregationResult (count) => new SingleBucketResult(Kind, count.Value, children.Of(count.Key)));
    }

    public override AggregationResult Empty(AggregationRun run) => new SingleBucketResult(Kind, 0, run.EmptyOf(Children));

    protected override void RequireBelow(RowColumns columns, Aggregation parent) => throw columns.OnShards(Failure.IllegalArgument(
        $"Aggregation [{parent.Name}] cannot have a global sub-aggregation [{Name}]. Global aggregations can only be defined as top level aggregations"));
}
