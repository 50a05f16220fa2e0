using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>Computes sibling metrics: all over columns of single values in one statement, those over lists one each.</summary>
internal static class MetricEvaluation
{
    public static IEnumerable<(MetricAggregation Aggregation, IReadOnlyDictionary<BucketKey, AggregationResult> Results)> Evaluate(
        AggregationRun run, IReadOnlyList<MetricAggregation> metrics, BucketRows rows)
    {
        foreach (var group in metrics.GroupBy(metric => run.Columns.Field(metric.Field).Many ? metric.Name : ""))
        {
            var together = group.ToList();
            var found = together.Select(_ => new Dictionary<BucketKey, AggregationResult>()).ToList();
            var parameters = new SqlParameters();
            var text = MetricSql.Select(run.Columns, together, rows, parameters);
            var formats = together.ConvertAll(metric => metric.FormatOf(run));
            run.Session.Query(parameters.Statement(text), row =>
            {
                var key = BucketSql.ReadKey(row, rows.Keys);
                var column = rows.Keys;
                for (var i = 0; i < together.Count; i++)
                {
                    var terms = together[i].Terms.Select(term => MetricSql.Read(row, term, column++)).ToList();
                    found[i][key] = together[i].Result(terms, formats[i]);
                }

                return true;
            });
            for (var i = 0; i < together.Count; i++)
                yield return (together[i], found[i]);
        }
    }
}
