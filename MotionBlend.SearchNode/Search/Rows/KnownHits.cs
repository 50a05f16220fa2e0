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
    public KnownPage? Page(ReadSession session, HitQuery query)
    {
        var hits = query.Known!.Hits;
        var wanted = Math.Min((long)query.Request.From + query.Request.Size, hits.Count);
        if (query.After is not null || query.Group is not null || wanted > MostRows)
            return null;
        var page = query.Sort.Count == 0 ? Best(session, query.Targets[0], hits, (int)wanted) : First(session, query, hits, wanted);
        return page is null && hits.Count <= MostRows ? KnownPage.Within([.. hits.Rows()]) : page;
    }

    // Where all score the same, or there are few possible scores, the first ones in order of writing are the best.
    private KnownPage? Best(ReadSession session, SearchTarget target, RowSet hits, int wanted)
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

        if (best.Count < wanted)
            return null;
        var sequence = SequenceNumbers.Of(cache, session, target.Index, best).ByRow;
        return KnownPage.Of([.. best.Select((row, i) => new HitRow(0, row, sequence[row], scores[i], [], null))]);
    }

    // The best values of the field, in which a part of many hits is; else the values of few hits themselves.
    private KnownPage? First(ReadSession session, HitQuery query, RowSet hits, long wanted)
    {
        if (SortSlices.FirstKey(query) is not var (target, field, descending))
            return null;
        var parts = hits.Count > MostRows ? slices.Of(session, query) : [];
        if (hits.Count <= MostOrdered)
            parts = parts.Append(target.PostFilter is { } filter ? new BoolNode(0) { Filter = [target.Query, filter] } : target.Query);
        // Where nothing else is asked of a hit the order tells it all.
        var alone = query.Sort.Count == 1 && !query.Request.NeedsScores;
        foreach (var part in parts)
        {
            var order = cache.Find(
                session,
                target.Index,
                $"{RowFactSql.Numbers(target.Index, part).Key} {field.ColumnName} {descending}",
                _ => RowFactSql.Order(session, target.Index, part, field, descending, cache.MostBytes / SortOrder.RowBytes));
            if (order?.First(hits, wanted, withEqual: !alone, MostRows) is not { } first)
                continue;
            return alone
                ? KnownPage.Of([.. first.Select(row => new HitRow(0, row.Row, row.SeqNo, null, [SortValue.Of(row.Value, query.Sort[0])], null))])
                : KnownPage.Within(first.ConvertAll(row => row.Row));
        }

        return null;
    }
}

/// <summary>What is known of a page of hits.</summary>
/// <param name="Hits">The first hits, as far as the page reaches; null where the database is to find them.</param>
/// <param name="Rows">The rows among which they are.</param>
internal sealed record KnownPage(List<HitRow>? Hits, RowsNode Rows)
{
    public static KnownPage Of(List<HitRow> hits) => new(hits, new RowsNode([.. hits.Select(hit => hit.Row)]));

    public static KnownPage Within(List<long> rows) => new(null, new RowsNode(rows));
}
