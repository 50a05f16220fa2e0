using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>
/// An aggregation whose buckets are conditions on rows. Where the sub-aggregations are row functions, all buckets are
/// conditional functions of one pass; else the rows are divided, one that meets several conditions several times.
/// </summary>
internal abstract record ConditionAggregation(string Name) : Aggregation(Name)
{
    /// <summary>SQL of the condition of each bucket.</summary>
    protected abstract IReadOnlyList<Func<SqlParameters, string>> Conditions(AggregationRun run);

    /// <summary>The result from the buckets, in the order of the conditions.</summary>
    protected abstract AggregationResult Result(AggregationRun run, IReadOnlyList<(long Count, AggregationResults Children)> buckets);

    public override RowTerms? AsTerms(AggregationRun run)
    {
        var children = Children.Where(child => child is not Pipelines.IPipeline).Select(child => (Aggregation: child, Terms: child.AsTerms(run))).ToList();
        if (children.Exists(child => child.Terms is null or { Lists: not null }))
            return null;
        var terms = new List<RowTerm>();
        var conditions = Conditions(run);
        foreach (var condition in conditions)
        {
            terms.Add(new RowTerm(RowFunction.Rows) { Condition = condition });
            terms.AddRange(children.SelectMany(child => child.Terms!.Terms).Select(term => term with { Condition = Both(condition, term.Condition) }));
        }

        return new RowTerms(terms, values =>
        {
            var buckets = new List<(long Count, AggregationResults Children)>(conditions.Count);
            var at = 0;
            for (var i = 0; i < conditions.Count; i++)
            {
                var count = (long)values[at++]!;
                var results = new List<(Aggregation Aggregation, AggregationResult Result)>(children.Count);
                foreach (var (aggregation, own) in children)
                {
                    results.Add((aggregation, own!.Result([.. values.Skip(at).Take(own.Terms.Count)])));
                    at += own.Terms.Count;
                }

                buckets.Add((count, results.Count == 0 ? AggregationResults.None : new AggregationResults(results)));
            }

            return Result(run, buckets);
        });
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var conditions = Conditions(run);
        if (conditions.Count == 1)
        {
            var (only, inOnly) = run.Buckets(Children, BucketSql.Where(rows, conditions[0]));
            return only.ToDictionary(count => count.Key, count => Result(run, [(count.Value, inOnly.Of(count.Key))]));
        }

        var (counts, children) = run.Buckets(Children, BucketSql.ByCondition(rows, conditions));
        return counts.GroupBy(count => count.Key.Parent).ToDictionary(
            group => group.Key,
            group =>
            {
                var found = group.ToDictionary(count => (long)count.Key.Last, count => (count.Value, children.Of(count.Key)));
                return Result(run, [.. conditions.Select((_, i) => found.TryGetValue(i, out var bucket) ? bucket : (0, run.EmptyOf(Children)))]);
            });
    }

    public override AggregationResult Empty(AggregationRun run) => Result(run, [.. Conditions(run).Select(_ => (0L, run.EmptyOf(Children)))]);

    private static Func<SqlParameters, string> Both(Func<SqlParameters, string> outer, Func<SqlParameters, string>? inner) =>
        inner is null ? outer : parameters => $"{outer(parameters)} AND {inner(parameters)}";
}
