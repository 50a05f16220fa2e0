using MotionBlend.SearchNode.Search.Rows;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>Computes sibling aggregations of row functions: all over single values in one statement, those over lists one each.</summary>
internal static class RowTermEvaluation
{
    /// <summary>The results by name of the aggregation.</summary>
    public static IEnumerable<(string Name, IReadOnlyDictionary<BucketKey, AggregationResult> Results)> Evaluate(
        AggregationRun run, IReadOnlyList<(string Name, RowTerms Terms)> aggregations, BucketRows rows)
    {
        var unknown = new List<(string Name, RowTerms Terms)>();
        foreach (var (name, terms) in aggregations)
        {
            if (run.Known(rows) is { } known && Counts(run, known, terms) is { } counts)
                yield return (name, new Dictionary<BucketKey, AggregationResult> { [BucketKey.Root] = terms.Result(counts) });
            else
                unknown.Add((name, terms));
        }

        foreach (var group in unknown.GroupBy(aggregation => aggregation.Terms.Lists is null ? "" : aggregation.Name))
        {
            var together = group.ToList();
            var found = together.Select(_ => new Dictionary<BucketKey, AggregationResult>()).ToList();
            var parameters = new SqlParameters();
            var text = RowTermSql.Select([.. together.SelectMany(aggregation => aggregation.Terms.Terms)], together[0].Terms.Lists, rows, parameters);
            run.Session.Query(parameters.Statement(text), row =>
            {
                var key = BucketSql.ReadKey(row, rows.Keys);
                var column = rows.Keys;
                for (var i = 0; i < together.Count; i++)
                {
                    var terms = together[i].Terms;
                    found[i][key] = terms.Result([.. terms.Terms.Select(term => RowTermSql.Read(row, term, column++))]);
                }

                return true;
            });
            for (var i = 0; i < together.Count; i++)
                yield return (together[i].Name, found[i]);
        }
    }

    // The values of terms that count rows, where the query cache knows them all.
    private static List<object?>? Counts(AggregationRun run, KnownRows known, RowTerms terms)
    {
        if (!terms.Terms.All(term => term.Function == RowFunction.Rows))
            return null;
        var counts = terms.Terms.Select(term => (object?)known.Count(run.Columns, term.Condition)).ToList();
        return counts.Contains(null) ? null : counts;
    }
}
