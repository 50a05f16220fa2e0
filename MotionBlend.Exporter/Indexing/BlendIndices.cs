using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Indexing;

/// <summary>The concrete indices behind the alias of blends: a run creates one, loads it unseen, and moves the alias to it.</summary>
internal sealed class BlendIndices(IndexClient indices, ClusterRequests requests, string alias, ILogger<BlendIndices> logger)
{
    /// <summary>Refresh interval while an index is loaded: nobody searches it, and it gets no replicas either.</summary>
    public const string NoRefresh = "-1";

    /// <summary>Finds what the alias points to.</summary>
    /// <returns>Concrete indices in the order of their names; none when the alias does not exist yet.</returns>
    /// <exception cref="ExportException">A concrete index has the alias's name, or the cluster fails.</exception>
    public async Task<IReadOnlyList<string>> CurrentAsync(CancellationToken cancellationToken)
    {
        var target = await requests.SendAsync("looking up the alias", token => indices.FindAliasAsync(alias, token), cancellationToken);
        return target switch
        {
            AliasTarget.Indices current => current.Names,
            AliasTarget.Missing => [],
            _ => throw new ExportException(ExportFailure.AliasIsIndex,
                $"'{alias}' is a concrete index, but the exporter needs that name for an alias",
                $"delete or reindex it first (DELETE /{alias} loses its documents), or name another alias with --es-index"),
        };
    }

    /// <summary>Finds the one index that can be written into through the alias.</summary>
    /// <exception cref="ExportException">There is none, or there are several.</exception>
    public async Task<string> WritableAsync(CancellationToken cancellationToken) => await CurrentAsync(cancellationToken) switch
    {
        [var only] => only,
        [] => throw new ExportException(ExportFailure.NoIndex, $"there is no {alias} yet to write into", "run 'export' once"),
        var several => throw new ExportException(ExportFailure.NoIndex,
            $"{alias} points to several indices ({string.Join(", ", several)}), so there is none to write into",
            "run 'export', or remove the alias from all but one"),
    };

    /// <summary>Finds indices of this alias that are not behind it, in the order of their names.</summary>
    /// <param name="current">Indices behind the alias.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<IReadOnlyList<UnlistedIndex>> UnlistedAsync(IReadOnlyList<string> current, CancellationToken cancellationToken)
    {
        var found = await requests.SendAsync("listing the indices", token => indices.GetAsync(alias + "-*", token), cancellationToken);
        return [.. found
            .Where(index => BlendIndex.IsIndexOf(alias, index.Name) && !current.Contains(index.Name))
            .OrderBy(index => index.Name, StringComparer.Ordinal)
            .Select(index => new UnlistedIndex(
                index.Name, (string?)index.Settings["refresh_interval"] == NoRefresh, index.Mappings["_meta"]?["export_run"] is null))];
    }

    /// <summary>Creates an index to be loaded. What its settings will be afterwards stands in its <c>_meta</c>, for repairs.</summary>
    public async Task CreateAsync(string index, BlendIndexSettings settings, string runId, CancellationToken cancellationToken)
    {
        var body = BlendIndexMapping.CreateIndexBody(settings with { RefreshInterval = NoRefresh, Replicas = 0 }, runId);
        body["mappings"]!["_meta"]!["settings_after_load"] = FinalSettings(settings);
        await requests.SendAsync("creating the index", async token =>
        {
            var result = await indices.CreateAsync(index, (JsonObject)body.DeepClone(), token);

            // The name is this run's own: it exists only when an earlier attempt's reply was lost.
            return result.Error is { Type: "resource_already_exists_exception" } ? new JsonObject() : result;
        }, cancellationToken);
    }

    /// <summary>Gives an index that was made before documents had vectors the field for them; to others it does nothing.</summary>
    public Task EnsureVectorAsync(string index, CancellationToken cancellationToken) => requests.SendAsync(
        "mapping the vectors", token => indices.PutMappingAsync(index, BlendIndexMapping.VectorUpdate(), token), cancellationToken);

    /// <summary>Gives a loaded index its final settings.</summary>
    public Task FinishAsync(string index, BlendIndexSettings settings, CancellationToken cancellationToken) =>
        requests.SendAsync("setting refresh and replicas", token => indices.PutSettingsAsync(index, FinalSettings(settings), token), cancellationToken);

    /// <summary>Makes what was written searchable and counts it.</summary>
    public async Task<long> CountAsync(string index, CancellationToken cancellationToken)
    {
        await requests.SendAsync("refreshing the index", token => indices.RefreshAsync(index, token), cancellationToken);
        return await requests.SendAsync("counting the index", token => indices.CountAsync(index, token), cancellationToken);
    }

    /// <summary>
    /// Moves the alias to an index in one atomic step, on the condition that it still points to what it pointed to: a run that stood still must not
    /// take back what another one published.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="before">What the alias pointed to when the lease was taken.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ExportException">It points elsewhere by now, or the cluster fails.</exception>
    public async Task PublishAsync(string index, IReadOnlyList<string> before, CancellationToken cancellationToken)
    {
        await requests.SendAsync("moving the alias", async token =>
        {
            // Asked at each attempt, as the attempt before may have succeeded without its reply arriving.
            if (!(await indices.FindAliasAsync(alias, token)).TryGet(out var target, out var error))
            {
                return error;
            }

            IReadOnlyList<string> current = target is AliasTarget.Indices known ? known.Names : [];
            if (current is [var only] && only == index)
            {
                return new JsonObject();
            }

            if (!current.ToHashSet().SetEquals(before))
            {
                throw Moved();
            }

            var moved = await indices.UpdateAliasesAsync(
                [.. current.Where(name => name != index).Select(name => new AliasAction.Remove(name, alias)), new AliasAction.Add(index, alias)], token);
            return moved.Error is { Failure: ElasticFailure.NotFound } ? throw Moved() : moved;
        }, cancellationToken);
        Log.AliasMoved(logger, alias, index);
    }

    private ExportException Moved() => new(ExportFailure.LeaseLost,
        $"{alias} was moved by somebody else while this run was at work, so this run left it alone", "see 'status' for what readers see, and run again if that is not what they should");

    /// <summary>
    /// Deletes an index that nobody sees; failing to is no failure of the run. One that the alias points to by now, or may point to for all that is
    /// known, stays.
    /// </summary>
    /// <returns>True when it is gone.</returns>
    public async Task<bool> TryDeleteAsync(string index, string reason, CancellationToken cancellationToken)
    {
        var target = await requests.TrySendAsync(token => indices.FindAliasAsync(alias, token), cancellationToken);
        if (!target.TryGet(out var read, out var unknown) || (read is AliasTarget.Indices current && current.Names.Contains(index)))
        {
            Log.IndexNotDeleted(logger, index, unknown?.ToString() ?? $"{alias} points to it");
            return false;
        }

        var result = await requests.TrySendAsync(token => indices.DeleteAsync(index, token), cancellationToken);
        if (result.Error is { Failure: not ElasticFailure.NotFound } error)
        {
            Log.IndexNotDeleted(logger, index, error.ToString());
            return false;
        }

        Log.IndexDeleted(logger, index, reason);
        return true;
    }

    /// <summary>Deletes indices that are older than the <paramref name="keep"/> most recent before one. Unfinished ones may be another run's and are left alone.</summary>
    public async Task<IReadOnlyList<string>> PruneAsync(string index, int keep, CancellationToken cancellationToken)
    {
        var deleted = new List<string>();
        var older = (await UnlistedAsync([index], cancellationToken))
            .Where(other => other.IsWhole && string.CompareOrdinal(other.Name, index) < 0);
        foreach (var outdated in older.Reverse().Skip(keep))
        {
            if (await TryDeleteAsync(outdated.Name, "older than those to keep", cancellationToken))
            {
                deleted.Add(outdated.Name);
            }
        }

        return deleted;
    }

    private static JsonObject FinalSettings(BlendIndexSettings settings) => new()
    {
        ["refresh_interval"] = settings.RefreshInterval,
        ["number_of_replicas"] = settings.Replicas,
    };
}
