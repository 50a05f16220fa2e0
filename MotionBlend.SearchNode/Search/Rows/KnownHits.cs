using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>
/// What the query cache tells of a search: the number of its hits, and a few rows that surely hold its page. The database
/// looks at these alone, for their scores, sort values and order.
/// </summary>
internal sealed class KnownHits(RowCache cache, MatchingRows matching, SortSlices slices)
{
    // So many rows can be looked up by number.
    private const int MostRows = 1_000;

    // So many hits of one search are kept in their order.
    private const int MostOrdered = 50_000;

    /// <summary>The matching rows of a search; null where the cache does not know them.</summary>
    public KnownRows? Of(ReadSession session, HitQuery query)
    {
        if (query is not { Targets: [var target], Request: { MinScore: null, TerminateAfter: null } })
            return null;
        var rows = matching.Of(session, target.Index, target.Query);
        var filtered = target.PostFilter is { } filter ? matching.Of(session, target.Index, filter) : rows;
        return rows is null || filtered is null ? null : new KnownRows(cache, session, rows, ReferenceEquals(rows, filtered) ? rows : rows.And(filtered));
    }

    /// <summary>Rows that hold the page of a search whose hits are known; null where they cannot be told.</summary>
    public FewRows? Page(ReadSession session, HitQuery query)
    {
        var hits = query.Known!.Hits;
        var wanted = Math.Min((long)query.Request.From + query.Request.Size, hits.Count);
        if (query.After is not null || query.Group is not null || wanted > MostRows)
            return null;
        var rows = query.Sort.Count == 0
            ? Best(session, query.Targets[0], hits, (int)wanted)
            : First(session, query, hits, wanted) is { } first ? new FewRows(first) : null;
        return rows is null && hits.Count <= MostRows ? new FewRows([.. hits.Rows()]) : rows;
    }

    // Where all score the same, or there are few possible scores, the first ones in order of writing are the best.
    private FewRows? Best(ReadSession session, SearchTarget target, RowSet hits, int wanted)
    {
        IReadOnlyList<(float Score, QueryNode Level)> levels = new ScoreSql(new SqlParameters(), target.Statistics).Of(target.Query).Constant is { } score
            ? [(score, MatchAllNode.Instance)]
            : ScoreLevels.Of(target);
        var (best, scores) = (new List<long>(), new List<float>());
        foreach (var (levelScore, level) in levels.TakeWhile(_ => best.Count < wanted))
        {
            if ((level is MatchAllNode ? hits : matching.Of(session, target.Index, level)?.And(hits)) is not { } rows)
                return null;
            best.AddRange(rows.Rows().Take(wanted - best.Count));
            scores.AddRange(Enumerable.Repeat(levelScore, best.Count - scores.Count));
        }

        return best.Count == wanted ? new FewRows(best) { Scores = scores } : null;
    }

    // The best values of the field, in which a part of many hits is; else the values of few hits themselves.
    private List<long>? First(ReadSession session, HitQuery query, RowSet hits, long wanted)
    {
        if (SortSlices.FirstKey(query) is not var (target, field, descending))
            return null;
        var parts = hits.Count > MostRows ? slices.Of(session, query) : [];
        if (hits.Count <= MostOrdered)
            parts = parts.Append(target.PostFilter is { } filter ? new BoolNode(0) { Filter = [target.Query, filter] } : target.Query);
        foreach (var part in parts)
        {
            var order = cache.Find(
                session,
                target.Index,
                $"{RowFactSql.Numbers(target.Index, part).Key} {field.ColumnName} {descending}",
                _ => RowFactSql.Order(session, target.Index, part, field, descending, cache.MostBytes / SortOrder.RowBytes));
            if (order?.First(hits, wanted, MostRows) is { } first)
                return first;
        }

        return null;
    }
}

/// <summary>A few rows that hold a page of hits.</summary>
/// <param name="Rows">The rows.</param>
internal sealed record FewRows(List<long> Rows)
{
    /// <summary>The score of each, where these are the first hits in their order; null where the database is to tell.</summary>
    public List<float>? Scores { get; init; }
}
