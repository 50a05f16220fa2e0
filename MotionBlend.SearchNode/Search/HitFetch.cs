using MotionBlend.SearchNode.Search.Explain;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>Fetches the documents of a page's rows and makes hits of them.</summary>
internal static class HitFetch
{
    private const int FirstColumn = 7;

    /// <summary>The hits of some rows, in their order.</summary>
    /// <param name="session">The view.</param>
    /// <param name="targets">The searched indices.</param>
    /// <param name="request">What is to be shown.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cache">Documents that need not be read; null to read all.</param>
    public static List<Hit> Hits(
        ReadSession session, IReadOnlyList<SearchTarget> targets, SearchRequest request, IReadOnlyList<HitRow> rows, DocumentCache? cache = null)
    {
        var documents = new Dictionary<(int Shard, long Row), Hit>();
        foreach (var group in rows.GroupBy(row => row.Shard))
        {
            foreach (var (row, hit) in OfIndex(session, targets[group.Key], request, [.. group], rows.Count <= DocumentCache.LargestPage ? cache : null))
                documents[(group.Key, row)] = hit;
        }

        List<Hit> hits = [.. rows.Select(row => documents[(row.Shard, row.Row)] with { Score = request.ShowsScores ? row.Score : null, Sort = ShowsSort(request) ? row.Sort : [] })];
        return request.Explain ? Explainer.Explained(session, targets, rows, hits) : hits;
    }

    // Groups that are ordered by the score alone do not show it twice.
    private static bool ShowsSort(SearchRequest request) => request.Collapse is null || request.Sort is not [{ Field: SortKey.Score }];

    private static List<(long Row, Hit Hit)> OfIndex(
        ReadSession session, SearchTarget target, SearchRequest request, IReadOnlyList<HitRow> rows, DocumentCache? cache)
    {
        var sources = request.Fields.Count > 0 ? new SourceFields(target, request.Fields) : null;
        var stored = request.StoredFields is { Count: > 0 } names ? new SourceFields(target, names) : null;
        var values = request.DocValueFields.Count > 0 ? new DocValueFields(target, request.DocValueFields) : null;
        var columns = values?.Columns ?? [];
        var withSource = request.Source.Fetch || sources is not null || stored is not null;
        var index = target.Index.Uuid;
        // What is computed from a row's columns is not in the cache.
        var known = cache is null || columns.Count > 0 || target.Named.Count > 0
            ? []
            : rows.Select(row => (row.Row, Hit: cache.Find(index, row.SeqNo)!)).Where(found => found.Hit is not null).ToList();
        var missing = rows.Select(row => row.Row).Except(known.Select(found => found.Row)).ToList();
        var hits = known.ConvertAll(found => (found.Row, Shown(found.Hit, sources, [], stored)));
        if (missing.Count == 0)
            return hits;
        hits.AddRange(session.Query(
            HitsSql.Documents(target, missing, withSource, columns),
            row =>
            {
                var document = new Hit(
                    target.Index.Name,
                    row.Text(2),
                    row.Long(1),
                    row.Long(3),
                    row.IsNull(4) ? null : row.Text(4),
                    row.List<string>(5),
                    row.IsNull(6) ? [] : row.Bytes(6))
                {
                    PrimaryTerm = target.Index.Terms.Of(row.Long(1)),
                };
                if (withSource)
                    cache?.Keep(index, document);
                return (row.Long(0), Shown(document, sources, [.. values?.Of(row, FirstColumn, document) ?? []], stored) with
                {
                    MatchedQueries = [.. target.Named.Where((_, i) => row.Boolean(FirstColumn + columns.Count + i)).Select(node => node.Name!)],
                });
            }));
        return hits;
    }

    private static Hit Shown(Hit document, SourceFields? sources, IReadOnlyList<HitField> values, SourceFields? stored)
    {
        var (shown, ignored) = sources?.Of(document) ?? ([], []);
        return document with
        {
            IgnoredValues = ignored,
            SourceWasRead = sources?.ReadsAny == true,
            Fields = [.. shown.Concat(values).Concat(stored?.Of(document).Values ?? []).DistinctBy(field => field.Name)],
        };
    }
}
