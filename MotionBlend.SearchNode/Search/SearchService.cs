using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Search.Rows;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// Executes searches: resolve the indices, bind the query to each, then in one frozen view find the page, count, fetch
/// the documents and aggregate.
/// </summary>
internal sealed class SearchService(
    NodeStorage storage, TargetBinder binder, NodeCounters counters, IndexRefresher refresher, SearchContexts contexts, RequestCache cache, KnownHits known, SortSlices slices, DocumentCache documents, SearchNodeOptions options, TimeProvider clock)
{
    // No clock takes a longer one.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    /// <summary>Searches the indices of an expression, or a point in time; or opens a scroll over them.</summary>
    /// <exception cref="FailureException">The expression, the query or the aggregations cannot be executed.</exception>
    public async Task<SearchResult> SearchAsync(
        string? expression, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Timeout is { } timeout && timeout > TimeSpan.Zero)
            deadline.CancelAfter(timeout < LongestTimeout ? timeout : LongestTimeout);
        try
        {
            var result = request switch
            {
                { PointInTime: { } view } => await PointInTimeAsync(expression, view, indices, request, deadline.Token),
                { Scroll: { } keepAlive } => await ScrollAsync(expression, indices, keepAlive, request, deadline.Token),
                _ => await FreshAsync(expression, indices, request, deadline.Token),
            };
            return result with { Took = clock.GetElapsedTime(started) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var shards = binder.Resolve(storage.State, expression, indices, request.Reach).Sum(searched => searched.Shards);
            return new SearchResult { Took = clock.GetElapsedTime(started), TimedOut = true, Shards = shards, Total = 0 };
        }
    }

    /// <summary>The next page of a scroll.</summary>
    /// <param name="id">The scroll.</param>
    /// <param name="keepAlive">How long to keep it for one more page; null closes it after this one.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="FailureException">There is no such scroll (any more).</exception>
    public async Task<(SearchRequest Request, SearchResult Result)> ScrollAsync(string id, TimeSpan? keepAlive, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var missing = QueryFailures.ScrollMissing(SearchContextId.Parse(id, SearchContextKind.Scroll).Number);
        var context = contexts.Find(id, SearchContextKind.Scroll) ?? throw missing.Raise();
        if (keepAlive is { } time)
            contexts.KeepAlive(context, time);
        if (context.HasLostIndices(storage.State))
            throw missing.Raise();
        var page = await context.Snapshot.ReadAsync(session => NextPage(session, context.Scroll!), cancellationToken)
            ?? (context.Scroll!.Complete ? LastPage(context.Scroll) : throw missing.Raise());
        if (keepAlive is null)
            await contexts.CloseAsync(context);
        else if (context.Scroll!.Complete)
            await context.Snapshot.DisposeAsync();
        return (context.Scroll!.Request, page with { ScrollId = keepAlive is null ? null : id, Took = clock.GetElapsedTime(started) });
    }

    /// <summary>Counts the documents that match a query: a result with a total alone.</summary>
    public async Task<SearchResult> CountAsync(
        string? expression, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        await refresher.RefreshIdleAsync(state => binder.Resolve(state, expression, indices), cancellationToken);
        return await FirstFault.TellAsync(clock, below => storage.ReadAsync(
            session => Count(session, binder.Resolve(session.State, expression, indices, request.Reach), indices, request.Of(below)), cancellationToken));
    }

    /// <summary>Binds a query to its indices and says which could not take it.</summary>
    public async Task<IReadOnlyList<(IndexState Index, Failure? Failure)>> ValidateAsync(
        string? expression, IndicesOptions indices, QueryClause query, CancellationToken cancellationToken) =>
        await storage.ReadAsync(
            session => binder.Resolve(session.State, expression, indices).Select(searched =>
            {
                try
                {
                    binder.Bind(session, [searched], indices, new SearchRequest { Query = query });
                    return (searched.Index, (Failure?)null);
                }
                catch (FailureException e)
                {
                    return (searched.Index, e.Failure.SearchPhase!.Shards[0].Failure);
                }
            }).ToList(),
            cancellationToken);

    private SearchResult Count(ReadSession session, IReadOnlyList<SearchedIndex> searched, IndicesOptions indices, SearchRequest request)
    {
        var bound = binder.Bind(session, searched, indices, request);
        var query = new HitQuery(bound.Targets, request, [], null, null);
        var (count, early) = bound.Targets.Count == 0 ? (0, null)
            : request.TerminateAfter is null ? (session.Single(HitsSql.Total(bound.Targets, request.MinScore), row => row.Long(0)), null)
            : EarlyEnd.Of(session, query);
        return new SearchResult
        {
            Total = count,
            TerminatedEarly = early,
            Shards = searched.Sum(index => index.Shards),
            Failures = bound.Failures,
        };
    }

    private async Task<SearchResult> FreshAsync(
        string? expression, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        await refresher.RefreshIdleAsync(state => binder.Resolve(state, expression, indices), cancellationToken);
        return Remembered(expression, indices, request) ?? await FirstFault.TellAsync(clock, below => storage.ReadAsync(
            session => Cached(session, binder.Resolve(session.State, expression, indices, request.Reach), indices, request.Of(below), cancellationToken), cancellationToken));
    }

    private async Task<SearchResult> PointInTimeAsync(
        string? expression, PointInTimeRequest view, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        if (expression is not null)
            throw Failure.Validation("[indices] cannot be used with point in time. Do not specify any index with point in time.").Raise();
        var id = SearchContextId.Parse(view.Id, SearchContextKind.PointInTime);
        var missing = QueryFailures.AllShardsFailed("query", [.. id.Names.Select(name => (name, QueryFailures.ContextMissing(id.Number)))]);
        // Told before whether the view is open: it is closed soon after its index.
        if (id.HasLostIndices(storage.State))
            throw QueryFailures.AllShardsFailed("query", [.. id.Names.Select(name => (name, new Failure(FailureKind.NoShardAvailable, null)))]).Raise();
        var context = contexts.Find(view.Id, SearchContextKind.PointInTime) ?? throw missing.Raise();
        if (view.KeepAlive is { } keepAlive)
            contexts.KeepAlive(context, keepAlive);
        var sorted = WithTiebreak(request);
        var result = context.Indices.Count == 0
            ? await storage.ReadAsync(session => Search(session, [], indices, sorted, cancellationToken), cancellationToken)
            : await FirstFault.TellAsync(
                clock,
                async below => await context.Snapshot.ReadAsync(session => Search(session, context.Indices, indices, sorted.Of(below), cancellationToken), cancellationToken)
                    ?? throw missing.Raise());
        return result with { PointInTimeId = view.Id };
    }

    private async Task<SearchResult> ScrollAsync(
        string? expression, IndicesOptions indices, TimeSpan keepAlive, SearchRequest request, CancellationToken cancellationToken)
    {
        var context = await contexts.OpenAsync(
            SearchContextKind.Scroll, keepAlive, state => binder.Resolve(state, expression, indices, request.Reach), cancellationToken);
        try
        {
            var first = await FirstFault.TellAsync(
                clock,
                async below => await context.Snapshot.ReadAsync(
                    session => below is null
                        ? FirstPage(session, context, indices, request, cancellationToken)
                        : Search(session, context.Indices, indices, request.Of(below), cancellationToken),
                    cancellationToken)
                    ?? throw QueryFailures.ScrollMissing(context.Number).Raise());
            if (context.Scroll!.Complete)
                await context.Snapshot.DisposeAsync();
            return first with { ScrollId = contexts.IdOf(context) };
        }
        catch
        {
            await contexts.CloseAsync(context);
            throw;
        }
    }

    private SearchResult FirstPage(
        ReadSession session, SearchContext context, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        var first = Search(session, context.Indices, indices, request, cancellationToken);
        if (first.Shards == 0)
        {
            context.Scroll = new ScrollState([], request, [], Totals(first)) { Complete = true };
            return first;
        }

        var targets = binder.Bind(session, context.Indices, indices, request).Targets;
        var sort = SortColumns.Bind(request.Sort, targets);
        // A scroll whose first page is not full has no other, and needs no table.
        var complete = first.Hits.Count < request.Size;
        if (!complete)
            HitPages.Keep(session, new HitQuery(targets, request, sort, null, null));
        context.Scroll = new ScrollState(targets, request, sort, Totals(first)) { Position = first.Hits.Count, Complete = complete };
        return first;
    }

    // Clients read on until a page is empty; no view is kept for that one.
    private static SearchResult LastPage(ScrollState scroll) => scroll.First;

    private static SearchResult Totals(SearchResult first) => first with { Hits = [], Aggregations = null };

    private static SearchResult NextPage(ReadSession session, ScrollState scroll)
    {
        if (scroll.Complete)
            return LastPage(scroll);
        var rows = HitPages.KeptRows(session, scroll.Sort, scroll.Position, scroll.Request.Size);
        scroll.Position += rows.Count;
        scroll.Complete |= rows.Count < scroll.Request.Size;
        return scroll.First with { Hits = HitFetch.Hits(session, scroll.Targets, scroll.Request, rows) };
    }

    // What is remembered of this moment is told without a look at the database.
    private SearchResult? Remembered(string? expression, IndicesOptions indices, SearchRequest request)
    {
        if (request.CacheText is null || !storage.IsOpen)
            return null;
        var (state, moment) = storage.Published;
        var searched = binder.Resolve(state, expression, indices, request.Reach);
        return Caches(searched, request) && cache.Find(CacheKey(moment, searched, request)) is { } found ? Counted(searched, found) : null;
    }

    private SearchResult Cached(
        ReadSession session, IReadOnlyList<SearchedIndex> searched, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        if (!Caches(searched, request))
            return Search(session, searched, indices, request, cancellationToken);
        var key = CacheKey(session.Moment, searched, request);
        if (cache.Find(key) is { } found)
            return Counted(searched, found);
        foreach (var index in searched)
            counters.Of(index.Index.Name).CountCached(false);
        var result = Search(session, searched, indices, request, cancellationToken);
        cache.Keep(key, result);
        return result;
    }

    private static bool Caches(IReadOnlyList<SearchedIndex> searched, SearchRequest request) =>
        request.CacheText is not null
        && !searched.Any(index => index.AliasFilters.Any(RequestCacheKey.IsVolatile))
        && (request.RequestCache == true || searched.All(index => index.Index.Settings.Get("index.requests.cache.enable") != "false"));

    private static RequestCacheKey CacheKey(long moment, IReadOnlyList<SearchedIndex> searched, SearchRequest request)
    {
        var names = searched.Select(index =>
            $"{index.Index.Uuid} {string.Join(',', index.Index.Reached ?? [])} {string.Join(' ', index.AliasFilters)}");
        return RequestCacheKey.Of(moment, string.Join('\n', names), request.CacheText!);
    }

    private SearchResult Counted(IReadOnlyList<SearchedIndex> searched, SearchResult found)
    {
        foreach (var index in searched)
            counters.Of(index.Index.Name).CountCached(true);
        return found;
    }

    private SearchResult Search(
        ReadSession session, IReadOnlyList<SearchedIndex> searched, IndicesOptions indices, SearchRequest request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        HitPages.RequireSlices(searched, request);
        var bound = binder.Bind(session, searched, indices, request);
        var targets = bound.Targets;
        if (!request.AllowPartialResults && bound.Failures.Count > 0)
            throw (QueryFailures.AllShardsFailed("query", bound.Failures) with { Reason = "Partial shards failure" }).Raise();
        if (targets.Count == 0)
        {
            return new SearchResult
            {
                Total = request.TrackTotalHits == 0 ? null : 0,
                MaxScore = 0,
            };
        }

        HitPages.RequireWindow(targets, request);
        var sort = SortColumns.Bind(request.Sort, targets);
        var after = SearchAfter.Bind(request, sort, targets, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var query = new HitQuery(targets, request, sort, after, CollapseField.Bind(session, request, targets));
        query = query with { Known = known.Of(session, query) };
        var bind = clock.GetElapsedTime(started);
        cancellationToken.ThrowIfCancellationRequested();
        var ((aggregations, buckets, aggregated), aggregate) = Timed(
            () => request.Aggregations.Count == 0 ? (null, 0, null) : AggregationRun.Execute(session, targets, request, query.Known, ClusterSettings.MaxBuckets(session.State.Metadata, options)));
        cancellationToken.ThrowIfCancellationRequested();
        var (page, rows) = Timed(() => HitPages.Find(session, query, known, slices));
        var ((total, early), count) = Timed(() => request.TerminateAfter is null
            ? (HitPages.Total(session, query, page, aggregated), null)
            : EarlyEnd.Of(session, query));
        var (hits, fetch) = Timed(() => HitFetch.Hits(session, targets, request, page.Rows, documents));
        if (query.Group is { } group)
            hits = Collapsed(session, group, searched, indices, request, page.Rows, hits, cancellationToken);
        foreach (var target in targets)
            counters.Of(target.Index.Name).CountSearch(clock.GetElapsedTime(started), clock.GetUtcNow(), request.StatsGroups);
        return new SearchResult
        {
            Shards = searched.Sum(index => index.Shards),
            Failures = bound.Failures,
            Total = total is { } counted ? Math.Min(counted, request.TrackTotalHits) : null,
            TotalIsExact = total is null || total <= request.TrackTotalHits,
            TerminatedEarly = early,
            MaxScore = HitPages.MaxScore(session, query, page.Rows, known, slices),
            Hits = hits,
            Aggregations = aggregations,
            Buckets = buckets,
            Profile = request.Profile
                ? new SearchProfile { Queries = HitPages.Describe(query), Bind = bind, Rows = rows, Total = count, Aggregate = aggregate, Fetch = fetch }
                : null,
        };
    }

    private (T Result, TimeSpan Time) Timed<T>(Func<T> work)
    {
        var started = clock.GetTimestamp();
        var result = work();
        return (result, clock.GetElapsedTime(started));
    }

    private List<Hit> Collapsed(
        ReadSession session, CollapseField group, IReadOnlyList<SearchedIndex> searched, IndicesOptions indices, SearchRequest request, List<HitRow> page, List<Hit> hits, CancellationToken cancellationToken) =>
        [.. hits.Zip(page, (hit, row) => hit with
        {
            // Values of the field that were asked for are told as they are.
            Fields = row.Group is null || hit.Fields.Any(field => field.Name == group.Path) ? hit.Fields : [.. hit.Fields, new HitField(group.Path, [row.Group])],
            InnerHits = [.. request.Collapse!.InnerHits.Select(inner => (
                inner.Name,
                inner.Request,
                Expanded(() => Search(session, searched, indices, GroupQuery.Within(request, inner.Request, group, row.Group), cancellationToken))))],
        })];

    private static SearchResult Expanded(Func<SearchResult> search)
    {
        try
        {
            return search();
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.SearchPhaseExecution && !e.Failure.IsUnsupported)
        {
            throw new Failure(FailureKind.SearchPhaseExecution, "failed to expand hits")
            {
                SearchPhase = new SearchPhaseFailure("expand", []),
                CausedBy = e.Failure,
            }.Raise();
        }
    }

    // A point in time has a last sort key that no two documents share, unless the page begins behind values without it.
    private static SearchRequest WithTiebreak(SearchRequest request)
    {
        var sort = request.SortAsGiven;
        return sort.Count == 0 || sort.Any(key => key.Field == SortKey.ShardDoc) || request.SearchAfter?.Count == sort.Count
            ? request
            : request with { Sort = [.. sort, new SortKey(SortKey.ShardDoc, Descending: false)] };
    }
}
