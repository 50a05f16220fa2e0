using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>The matching rows of a search on one index, where the query cache knows them all.</summary>
/// <param name="Cache">The cache.</param>
/// <param name="Session">The view.</param>
/// <param name="Matching">The rows that match the query.</param>
/// <param name="Hits">Those of them that pass the post filter.</param>
internal sealed record KnownRows(RowCache Cache, ReadSession Session, RowSet Matching, RowSet Hits)
{
    /// <summary>How many matching rows meet a condition; null where that is not known.</summary>
    /// <param name="columns">The columns that it reads.</param>
    /// <param name="condition">SQL of the condition; null for all rows.</param>
    public long? Count(RowColumns columns, Func<SqlParameters, string>? condition)
    {
        if (condition is null)
            return Matching.Count;
        var numbers = RowFactSql.Numbers(columns, condition);
        return Cache.Find(Session, columns.Targets[0].Index, numbers.Key, all => RowFactSql.Matching(Session, numbers, all))?.CountWith(Matching);
    }

    /// <summary>How many matching rows have each key, of those that any has; null where that is not known.</summary>
    /// <param name="columns">The columns that keys are made of.</param>
    /// <param name="key">SQL of a row's key.</param>
    public Dictionary<BucketKey, long>? Counts(RowColumns columns, Func<SqlParameters, string> key)
    {
        var keys = RowFactSql.Keys(columns, key);
        return Cache.Find(Session, columns.Targets[0].Index, keys.Key, all => RowFactSql.ByKey(Session, keys, all, Cache.MostBytes))?.CountsOf(Matching);
    }
}
