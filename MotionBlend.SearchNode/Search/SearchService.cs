using System.Text;
using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// Executes searches: resolve the indices, bind the query to each, then in one frozen view find the page, count, fetch
/// the documents and aggregate.
/// </summary>
internal sealed class SearchService(
    NodeStorage storage, IndexResolver resolver, NodeCounters counters, SearchNodeOptions options, TimeProvider clock)
{
    /// <summary>Searches the indices of an expression.</summary>
    /// <exception cref="FailureException">The expression, the query or the aggregations cannot be executed.</exception>
    public async Task<SearchResult> SearchAsync(
        string? expression, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Timeout is { } timeout && timeout > TimeSpan.Zero)
            deadline.CancelAfter(timeout);
        try
        {
            var result = await storage.ReadAsync(session => Search(session, expression, indices, request), deadline.Token);
            return result with { Took = clock.GetElapsedTime(started) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var shards = resolver.Resolve(storage.State, expression, indices).Sum(index => index.Settings.Shards);
            return new SearchResult { Took = clock.GetElapsedTime(started), TimedOut = true, Shards = shards, Total = 0 };
        }
    }

    /// <summary>Counts the documents that match a query.</summary>
    public async Task<(long Count, int Shards)> CountAsync(
        string? expression, IndicesOptions indices, QueryClause query, float? minScore, CancellationToken cancellationToken) =>
        await storage.ReadAsync(
            session =>
            {
                var targets = Targets(session, expression, indices, new SearchRequest { Query = query });
                var count = targets.Count == 0 ? 0 : session.Single(HitsSql.Total(targets, minScore), row => row.Long(0));
                return (count, targets.Sum(target => target.Index.Settings.Shards));
            },
            cancellationToken);

    private SearchResult Search(ReadSession session, string? expression, IndicesOptions indices, SearchRequest request)
    {
        var started = clock.GetTimestamp();
        var targets = Targets(session, expression, indices, request);
        if (targets.Count == 0)
        {
            return new SearchResult
            {
                Took = default,
                Shards = 0,
                Total = request.TrackTotalHits == 0 ? null : 0,
                MaxScore = 0,
                Aggregations = request.Aggregations.Count == 0 ? null : AggregationRun.Execute(session, [], request, options.MaxBuckets),
            };
        }

        RequireWindow(targets, request);
        var sort = SortColumns.Bind(request.Sort, targets);
        var aggregations = request.Aggregations.Count == 0 ? null : AggregationRun.Execute(session, targets, request, options.MaxBuckets);
        var page = request.Size == 0 ? [] : Page(session, targets, request, sort);
        var total = Total(session, targets, request, page.Count);
        var hits = Fetch(session, targets, page, request.Source.Fetch);
        foreach (var target in targets)
            counters.Of(target.Index.Name).CountSearch(clock.GetElapsedTime(started));
        return new SearchResult
        {
            Took = default,
            Shards = targets.Sum(target => target.Index.Settings.Shards),
            Total = total is { } counted ? Math.Min(counted, request.TrackTotalHits) : null,
            TotalIsExact = total is null || total <= request.TrackTotalHits,
            MaxScore = MaxScore(session, targets, request, page),
            Hits = hits,
            Aggregations = aggregations,
        };
    }

    private List<SearchTarget> Targets(ReadSession session, string? expression, IndicesOptions indices, SearchRequest request)
    {
        var dates = new DateMathContext(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var targets = new List<SearchTarget>();
        var failures = new List<(string Index, Failure Failure)>();
        foreach (var index in resolver.Resolve(session.State, expression, indices).OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            IndexBlocks.RequireReadable(index);
            var context = new QueryContext(index, dates, new TermDictionary(session, index.Number));
            try
            {
                targets.Add(new SearchTarget(
                    index,
                    context,
                    WithAliasFilter(session.State, expression, context, request.Query.Bind(context)),
                    request.PostFilter?.Bind(context),
                    new TermStatistics(session, index.Number)));
            }
            catch (FailureException e)
            {
                failures.Add((index.Name, QueryFailures.OnShard(index, e.Failure)));
            }
        }

        return failures.Count == 0 ? targets : throw QueryFailures.AllShardsFailed("query", failures).Raise();
    }

    private QueryNode WithAliasFilter(ClusterState state, string? expression, QueryContext context, QueryNode query)
    {
        var filters = resolver.AliasFilters(state, expression, context.Index);
        if (filters.Count == 0)
            return query;
        var bound = filters.Select(filter => QueryParser.Parse(JsonBody.Parse(Encoding.UTF8.GetBytes(filter))).Bind(context)).ToList();
        return new BoolNode(0) { Must = [query], Filter = [new BoolNode(1) { Should = bound }] };
    }

    private static void RequireWindow(List<SearchTarget> targets, SearchRequest request)
    {
        var window = (long)request.From + request.Size;
        var failures = targets
            .Where(target => window > target.Index.Settings.MaxResultWindow)
            .Select(target => (target.Index.Name, Failure.IllegalArgument(
                $"Result window is too large, from + size must be less than or equal to: [{target.Index.Settings.MaxResultWindow}] but was [{window}]. "
                + "See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the "
                + "[index.max_result_window] index level setting.")))
            .ToList();
        if (failures.Count > 0)
            throw QueryFailures.AllShardsFailed("query", failures).Raise();
    }

    private static List<PageRow> Page(
        ReadSession session, List<SearchTarget> targets, SearchRequest request, IReadOnlyList<BoundSortKey> sort) => session.Query(
        HitsSql.Page(targets, request, sort),
        row => new PageRow((int)row.Long(0), row.Long(1), row.IsNull(2) ? null : row.Float(2), [.. sort.Select((key, i) => Value(row, key, 3 + i))]));

    private static SortValue Value(RowReader row, BoundSortKey key, int column) => key.Type is { } type
        ? SortValue.Of(row.Value(column), type, key.Key)
        : new SortValue(row.Value(column));

    // A page that is not full has seen every hit, so the total needs no second look.
    private static long? Total(ReadSession session, List<SearchTarget> targets, SearchRequest request, int found)
    {
        if (request.TrackTotalHits == 0)
            return null;
        return found < request.Size && (found > 0 || request.From == 0)
            ? request.From + found
            : session.Single(HitsSql.Total(targets, request.MinScore), row => row.Long(0));
    }

    private static float? MaxScore(ReadSession session, List<SearchTarget> targets, SearchRequest request, List<PageRow> page)
    {
        if (request.Size == 0 || (request.Sort.Count > 0 && !request.TrackScores))
            return null;
        if (request.Sort.Count == 0 && request.From == 0)
            return page.Count == 0 ? null : page[0].Score;
        var best = Page(session, targets, request with { Sort = [], From = 0, Size = 1 }, []);
        return best.Count == 0 ? null : best[0].Score;
    }

    private static List<Hit> Fetch(ReadSession session, List<SearchTarget> targets, List<PageRow> page, bool withSource)
    {
        var documents = new Dictionary<(int Shard, long Row), Hit>();
        foreach (var group in page.GroupBy(row => row.Shard))
        {
            var name = targets[group.Key].Index.Name;
            var found = session.Query(
                HitsSql.Documents(targets[group.Key], [.. group.Select(row => row.Row)], withSource),
                row => (Row: row.Long(0), Hit: new Hit(
                    name,
                    row.Text(2),
                    row.Long(1),
                    row.Long(3),
                    row.IsNull(4) ? null : row.Text(4),
                    row.List<string>(5),
                    row.IsNull(6) ? [] : row.Bytes(6))));
            foreach (var (row, hit) in found)
                documents[(group.Key, row)] = hit;
        }

        return [.. page.Select(row => documents[(row.Shard, row.Row)] with { Score = row.Score, Sort = row.Sort })];
    }

    private sealed record PageRow(int Shard, long Row, float? Score, IReadOnlyList<SortValue> Sort);
}
