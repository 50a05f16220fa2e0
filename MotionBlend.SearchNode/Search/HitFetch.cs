using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>Fetches the documents of a page's rows and makes hits of them.</summary>
internal static class HitFetch
{
    private const int FirstColumn = 7;

    /// <summary>The hits of some rows, in their order.</summary>
    public static List<Hit> Hits(ReadSession session, IReadOnlyList<SearchTarget> targets, SearchRequest request, IReadOnlyList<HitRow> rows)
    {
        var documents = new Dictionary<(int Shard, long Row), Hit>();
        foreach (var group in rows.GroupBy(row => row.Shard))
        {
            foreach (var (row, hit) in OfIndex(session, targets[group.Key], request, [.. group.Select(row => row.Row)]))
                documents[(group.Key, row)] = hit;
        }

        return [.. rows.Select(row => documents[(row.Shard, row.Row)] with { Score = request.ShowsScores ? row.Score : null, Sort = row.Sort })];
    }

    private static List<(long Row, Hit Hit)> OfIndex(ReadSession session, SearchTarget target, SearchRequest request, List<long> rows)
    {
        var name = target.Index.Name;
        var sources = request.Fields.Count > 0 ? new SourceFields(target, request.Fields) : null;
        var stored = request.StoredFields is { Count: > 0 } names ? new SourceFields(target, names) : null;
        var values = request.DocValueFields.Count > 0 ? new DocValueFields(target, request.DocValueFields) : null;
        var columns = values?.Columns ?? [];
        return session.Query(
            HitsSql.Documents(target, rows, request.Source.Fetch || sources is not null || stored is not null, columns),
            row =>
            {
                var hit = new Hit(
                    name,
                    row.Text(2),
                    row.Long(1),
                    row.Long(3),
                    row.IsNull(4) ? null : row.Text(4),
                    row.List<string>(5),
                    row.IsNull(6) ? [] : row.Bytes(6));
                var (shown, ignored) = sources?.Of(hit) ?? ([], []);
                List<HitField> fields = [.. shown, .. values?.Of(row, FirstColumn, hit) ?? [], .. stored?.Of(hit).Values ?? []];
                return (row.Long(0), hit with
                {
                    IgnoredValues = ignored,
                    Fields = fields.DistinctBy(field => field.Name).ToList(),
                    MatchedQueries = [.. target.Named.Where((_, i) => row.Boolean(FirstColumn + columns.Count + i)).Select(node => node.Name!)],
                });
            });
    }
}
