using System.Text;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>Turns an index expression into indices, and binds a search to each of them.</summary>
internal sealed class TargetBinder(IndexResolver resolver, TermCountCache terms, TimeProvider clock)
{
    /// <summary>The indices of an expression in the order of shards, with the filters of the aliases that led to them.</summary>
    /// <exception cref="FailureException">A concrete name is missing, or an index cannot be read.</exception>
    public IReadOnlyList<SearchedIndex> Resolve(ClusterState state, string? expression, IndicesOptions options, ShardReach? reach = null)
    {
        var found = resolver.Resolve(state, expression, options).OrderBy(index => index.Name, StringComparer.Ordinal).ToList();
        found.ForEach(IndexBlocks.RequireReadable);
        return [.. found.Select(index => new SearchedIndex(
            resolver.ReachedShards(state, expression, index, reach ?? ShardReach.All) is { } shards ? index with { Reached = shards } : index,
            resolver.AliasFilters(state, expression, index)))];
    }

    /// <summary>The index of a name that means one, with the filter of the alias that it is.</summary>
    /// <exception cref="FailureException">There is no such index, the name means several, or the index cannot be read.</exception>
    public SearchedIndex ResolveSingle(ClusterState state, string name)
    {
        var index = resolver.Single(state, name);
        IndexBlocks.RequireReadable(index);
        return new SearchedIndex(index, resolver.AliasFilters(state, name, index));
    }

    /// <summary>Binds a search to its indices; those on which it cannot be made are told apart.</summary>
    /// <exception cref="FailureException">It cannot be made on any of them.</exception>
    public BoundSearch Bind(ReadSession session, IReadOnlyList<SearchedIndex> indices, IndicesOptions options, SearchRequest request)
    {
        var bound = BindQuery(session, indices, options, request);
        // What a sort needs is asked of each index alone, so that one without the field does not fail the others.
        var failures = bound.Failures.ToList();
        var targets = bound.Targets.Where(target => Sorts(request, target, failures)).ToList();
        return targets.Count > 0 || failures.Count == 0
            ? new BoundSearch(targets, failures)
            : throw QueryFailures.AllShardsFailed(request.Knn.Count > 0 ? "dfs" : "query", failures).Raise();
    }

    private static bool Sorts(SearchRequest request, SearchTarget target, List<(string Index, Failure Failure)> failures, bool withPage = false)
    {
        try
        {
            var sort = SortColumns.Make(request.Sort, target);
            if (withPage)
            {
                SearchAfter.Bind(request, sort, [target], target.Context.Dates.NowMillis);
                CollapseField.RequireMade(request, target);
            }

            if (!HitPages.IsBeyondWindow(target, request))
                SortColumns.RequireMissing(request.Sort, target);
            return true;
        }
        catch (FailureException e)
        {
            failures.AddRange(e.Failure.SearchPhase!.Shards);
            return false;
        }
    }

    private BoundSearch BindQuery(ReadSession session, IReadOnlyList<SearchedIndex> indices, IndicesOptions options, SearchRequest request)
    {
        var dates = new DateMathContext(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var boosts = request.IndicesBoost
            .SelectMany(boost => resolver.Resolve(session.State, boost.Expression, options).Select(index => (index.Number, boost.Boost)))
            .ToLookup(boost => boost.Number, boost => boost.Boost);
        var targets = new List<SearchTarget>();
        var failures = new List<(string Index, Failure Failure)>();
        var contexts = indices.Select(searched => Context(session, searched, request, dates)).ToList();
        var withoutNearest = new List<(string Index, Failure Failure)>();
        var nearest = KnnSearch.Across(request.Knn, contexts, withoutNearest);
        foreach (var context in contexts)
        {
            var index = context.Index;
            if (boosts[index.Number].FirstOrDefault(1) is < 0 or float.PositiveInfinity or float.NaN)
            {
                failures.Add((index.Name, Failure.IllegalArgument($"boost must be a positive float, got {JavaNumbers.Text(boosts[index.Number].First())}")));
                continue;
            }

            try
            {
                if (FaultOfDates(request, context) is { } fault)
                {
                    failures.Add((index.Name, fault));
                    continue;
                }

                var query = Query(request, context, [.. nearest[index.Number]]);
                if (context.AliasFilter is { } aliasFilter)
                    query = new BoolNode(0) { Must = [query], Filter = [aliasFilter] };
                var postFilter = request.PostFilter?.Bind(context);
                var target = new SearchTarget(
                    index,
                    context,
                    Within(request, context, query.Times(boosts[index.Number].FirstOrDefault(1)), postFilter),
                    postFilter,
                    context.Terms.Statistics)
                {
                    Named = [.. context.Named.OrderBy(node => node.Name, StringComparer.Ordinal)],
                    AliasFilter = context.AliasFilter,
                };
                // The nearest are looked for once all else of the search was read: what is wrong there is told first.
                if (!withoutNearest.Exists(failed => failed.Index == index.Name))
                    targets.Add(target);
                else if (Sorts(request, target, failures, withPage: true))
                    failures.Add(withoutNearest.Find(failed => failed.Index == index.Name));
            }
            catch (FailureException e) when (e.Failure.Kind != FailureKind.IndexNotFound)
            {
                failures.Add((index.Name, QueryFailures.OnShard(index, e.Failure)));
            }
        }

        return new BoundSearch(targets, failures);
    }

    private static Failure? FaultOfDates(SearchRequest request, QueryContext context) =>
        request.PostFilter?.FaultOfDates(context)
        ?? request.Query.FaultOfDates(context)
        ?? request.Aggregations.Select(aggregation => aggregation.FaultOfDates(context)).FirstOrDefault(fault => fault is not null);

    private QueryContext Context(ReadSession session, SearchedIndex searched, SearchRequest request, DateMathContext dates)
    {
        var context = new QueryContext(searched.Index, dates, new TermDictionary(session, searched.Index, terms))
        {
            Source = (name, id) => SourceOf(session, name, id),
            Vectors = new NearestRows(session, searched.Index),
            Size = request.Size,
            Scores = request.NeedsScores && (request.Size > 0 || request.MinScore is not null),
        };
        return context with { AliasFilter = AliasFilter(searched.AliasFilters, context) };
    }

    private static QueryNode Query(SearchRequest request, QueryContext context, IReadOnlyList<QueryNode> nearest)
    {
        if (request.Knn.Count == 0)
            return request.Query.Bind(context);
        return request.HasQuery
            ? new BoolNode(1) { Should = [request.Query.Bind(context), .. nearest] }
            : nearest switch
            {
                [] => MatchNoneNode.Instance,
                [var only] => only,
                _ => new BoolNode(1) { Should = nearest },
            };
    }

    private static QueryNode Within(SearchRequest request, QueryContext context, QueryNode query, QueryNode? postFilter)
    {
        if (request.Below is { } seqNo)
            query = new BoolNode(0) { Must = [query], Filter = [new BelowNode(seqNo)] };
        if (request.Slice is { } slice)
            query = new BoolNode(0) { Must = [query], Filter = [new SliceNode(context.Index, slice.Id, slice.Max)] };
        return request.TerminateAfter is { } count
            ? new BoolNode(0) { Must = [query], Filter = [new FirstNode(context.Index, Counted(request, context, query, postFilter), count)] }
            : query;
    }

    private static QueryNode Counted(SearchRequest request, QueryContext context, QueryNode query, QueryNode? postFilter)
    {
        if (request.MinScore is { } least)
            query = new FunctionScoreNode(query, []) { MinScore = least, Index = context.Index.Name, Statistics = context.Terms.Statistics };
        return postFilter is null ? query : new BoolNode(0) { Must = [query], Filter = [postFilter] };
    }

    private byte[]? SourceOf(ReadSession session, string name, string id)
    {
        var index = resolver.Resolve(session.State, name, IndicesOptions.Read)[0];
        return session.Query(HitsSql.Source(index, id), row => row.Bytes(0)).FirstOrDefault();
    }

    private static BoolNode? AliasFilter(IReadOnlyList<string> filters, QueryContext context) => filters.Count == 0
        ? null
        : new BoolNode(1) { Should = [.. filters.Select(filter => QueryParser.Parse(JsonBody.Parse(Encoding.UTF8.GetBytes(filter))).Bind(context))] };
}

/// <summary>A search bound to its indices.</summary>
/// <param name="Targets">Those it can be made on.</param>
/// <param name="Failures">The others with their failures.</param>
internal sealed record BoundSearch(List<SearchTarget> Targets, IReadOnlyList<(string Index, Failure Failure)> Failures);
