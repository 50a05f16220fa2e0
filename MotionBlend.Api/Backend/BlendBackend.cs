using Microsoft.Extensions.Options;
using MotionBlend.Api.Configuration;
using MotionBlend.Api.Queries;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Cluster;
using MotionBlend.Domain.Search;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Elasticsearch.Search;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Backend;

/// <summary>The blends as the search backend holds them. The only code that asks it.</summary>
internal sealed class BlendBackend(
    IElasticsearchTransport transport, IOptions<ApiOptions> options, ApiTelemetry telemetry, TimeProvider time, ILogger<BlendBackend> logger)
{
    private readonly SearchClient _search = new(transport);
    private readonly ClusterClient _cluster = new(transport);
    private readonly IndexClient _indices = new(transport);

    private string Index => options.Value.Index;

    /// <summary>One page of the blends that match.</summary>
    public Task<ElasticResult<BlendPage>> SearchAsync(BlendSearch search, CancellationToken cancellationToken) => RunAsync("search blends", () =>
        _search.SearchAsync(Index, BlendSearchQuery.From(search, time.GetUtcNow()), reply => BlendSearchQuery.Page(search, reply), cancellationToken));

    /// <summary>The blend of an id: a list of one, or of none when there is no such blend.</summary>
    public Task<ElasticResult<IReadOnlyList<BlendDocument>>> FindAsync(string blendId, CancellationToken cancellationToken) => RunAsync("find blend", () =>
        _search.SearchAsync(Index, BlendSearchQuery.ById(blendId), BlendSearchQuery.Blends, cancellationToken));

    /// <summary>Quality analytics of the blends that match.</summary>
    public Task<ElasticResult<QualityAnalytics>> QualityAsync(BlendFilter filter, decimal interval, CancellationToken cancellationToken)
    {
        var query = new QualityAnalyticsQuery(filter, interval, time.GetUtcNow());
        return RunAsync("quality analytics", () => _search.SearchAsync(Index, query.Request(), query.Read, cancellationToken));
    }

    /// <summary>State of the cluster; one without an index of blends has an empty list of indices.</summary>
    public Task<ElasticResult<ClusterOverview>> ClusterAsync(CancellationToken cancellationToken) =>
        RunAsync("cluster overview", () => OverviewAsync(cancellationToken));

    /// <summary>True when the index is there; an error when the backend is not.</summary>
    public Task<ElasticResult<bool>> HasIndexAsync(CancellationToken cancellationToken) =>
        RunAsync("check index", () => _cluster.ExistsAsync(Index, cancellationToken));

    private async Task<ElasticResult<ClusterOverview>> OverviewAsync(CancellationToken cancellationToken)
    {
        var asking = (
            Version: _cluster.VersionAsync(cancellationToken),
            Health: _cluster.HealthAsync(cancellationToken),
            Indices: _indices.GetAsync(Index, cancellationToken),
            Statistics: _cluster.StatisticsAsync(Index, cancellationToken),
            Newest: _search.SearchAsync(Index, NewestComputedAt.Request(), reply => new Newest(NewestComputedAt.Read(reply)), cancellationToken));
        await Task.WhenAll(asking.Version, asking.Health, asking.Indices, asking.Statistics, asking.Newest);

        // No index yet is a state of the cluster, not a failure to look at it; a red index cannot say how fresh it is.
        if (!(await asking.Version).TryGet(out var version, out var error)
            || !(await asking.Health).TryGet(out var health, out error)
            || !OrNothing(await asking.Indices, []).TryGet(out var indices, out error)
            || !OrNothing(await asking.Statistics, []).TryGet(out var statistics, out error))
        {
            return error;
        }

        var newest = (await asking.Newest).TryGet(out var found, out _) ? found.ComputedAt : null;
        return new ClusterState(version, health, indices, statistics, newest).Overview(Index);
    }

    private static ElasticResult<T> OrNothing<T>(ElasticResult<T> result, T nothing)
        where T : notnull => result.Error is { Failure: ElasticFailure.NotFound } ? nothing : result;

    private async Task<ElasticResult<T>> RunAsync<T>(string operation, Func<Task<ElasticResult<T>>> run)
        where T : notnull
    {
        using var activity = ApiTelemetry.Start(operation);
        var start = time.GetTimestamp();
        var result = await run();
        telemetry.Record(operation, time.GetElapsedTime(start), result.Error);
        if (result.Error is { } error)
        {
            Log.BackendFailed(logger, operation, error.Failure, error.ToString());
        }

        return result;
    }

    private sealed record Newest(DateTimeOffset? ComputedAt);
}
