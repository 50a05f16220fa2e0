using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>What is done to the documents that a query finds.</summary>
/// <param name="Expression">The indices.</param>
/// <param name="Options">How the expression is read.</param>
/// <param name="Search">The query.</param>
/// <param name="Deletes">True to delete them, false to index them again.</param>
internal sealed record ByQueryRequest(string Expression, IndicesOptions Options, SearchRequest Search, bool Deletes)
{
    /// <summary>Documents of a batch, each of which is one transaction.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Most documents to take; null for all.</summary>
    public int? MaxDocuments { get; init; }

    /// <summary>Whether searches see at once what was done.</summary>
    public bool Refreshes { get; init; }

    /// <summary>Whether documents that changed meanwhile are left alone and counted; else the first ends the request.</summary>
    public bool ProceedsOnConflict { get; init; }
}

/// <summary>What became of it.</summary>
internal sealed record ByQueryResult(long Total)
{
    public long Written { get; init; }

    public int Batches { get; init; }

    public long Conflicts { get; init; }

    /// <summary>The failures that ended the request.</summary>
    public IReadOnlyList<WriteResult> Failures { get; init; } = [];
}

/// <summary>
/// Deletes, or indexes again, what a query finds: the documents as of one moment, each only if it has not changed since.
/// </summary>
internal sealed class ByQueryWriter(NodeStorage storage, TargetBinder binder, DocumentWriter writer, IndexRefresher refresher)
{
    /// <summary>Executes the request, batch by batch.</summary>
    /// <exception cref="FailureException">The expression or the query cannot be executed.</exception>
    public async Task<ByQueryResult> ExecuteAsync(ByQueryRequest request, CancellationToken cancellationToken)
    {
        await refresher.RefreshIdleAsync(state => binder.Resolve(state, request.Expression, request.Options), cancellationToken);
        var found = await storage.ReadAsync(session => Find(session, request), cancellationToken);
        var result = new ByQueryResult(found.Count);
        foreach (var batch in found.Chunk(request.BatchSize))
        {
            IReadOnlyList<WriteOperation> operations = request.Deletes ? batch : await storage.ReadAsync(session => WithSources(session, batch), cancellationToken);
            var written = await writer.ExecuteAsync(operations, RefreshPolicy.None, cancellationToken);
            var failed = written.Where(w => w.Failure is not null).ToList();
            var conflicts = failed.Count(w => w.Failure!.Kind == FailureKind.VersionConflict);
            result = result with
            {
                Batches = result.Batches + 1,
                Written = result.Written + written.Count - failed.Count,
                Conflicts = result.Conflicts + conflicts,
                Failures = [.. failed.Where(w => !request.ProceedsOnConflict || w.Failure!.Kind != FailureKind.VersionConflict)],
            };
            if (result.Failures.Count > 0)
                break;
        }

        if (request.Refreshes)
            await refresher.RefreshAsync(state => [.. binder.Resolve(state, request.Expression, request.Options).Select(searched => searched.Index)], cancellationToken);
        return result;
    }

    private List<WriteOperation> Find(ReadSession session, ByQueryRequest request)
    {
        var indices = binder.Resolve(session.State, request.Expression, request.Options);
        var bound = binder.Bind(session, indices, request.Options, request.Search);
        var found = new List<WriteOperation>();
        foreach (var target in bound.Targets)
        {
            RequireSource(request, target.Index);
            var most = request.MaxDocuments is { } limit ? limit - found.Count : int.MaxValue;
            found.AddRange(session.Query(HitsSql.Addresses(target, most), row => new WriteOperation(
                request.Deletes ? WriteKind.Delete : WriteKind.Index, target.Index.Name, row.Text(0))
            {
                IfSeqNo = row.Long(1),
                IfPrimaryTerm = target.Index.Terms.Of(row.Long(1)),
                Routing = row.IsNull(2) ? null : row.Text(2),
            }));
        }

        return found;
    }

    private static void RequireSource(ByQueryRequest request, IndexState index)
    {
        if (!request.Deletes && !index.Mapping.Spec.KeepsSource)
            throw Failure.IllegalArgument($"[{index.Name}] didn't store _source").Raise();
    }

    // A document that is gone keeps an empty source; its sequence number tells the writer that it changed.
    private static List<WriteOperation> WithSources(ReadSession session, WriteOperation[] batch)
    {
        var sources = batch.GroupBy(operation => operation.Target)
            .Where(group => session.State.Indices.ContainsKey(group.Key))
            .ToDictionary(
                group => group.Key,
                group => IndexTable.Sources(session, session.State.Indices[group.Key].Number, [.. group.Select(operation => operation.IfSeqNo!.Value)]));
        return [.. batch.Select(operation => operation with
        {
            Source = sources.GetValueOrDefault(operation.Target) is { } found && found.TryGetValue(operation.IfSeqNo!.Value, out var stored) ? stored.Source : "{}"u8.ToArray(),
        })];
    }
}
