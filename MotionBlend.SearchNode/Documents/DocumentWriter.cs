using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>
/// Every write to documents goes through here: a list of operations becomes one transaction, with one result each.
/// What the list says is on disk as a whole when this returns; an operation that fails leaves the others alone.
/// </summary>
internal sealed class DocumentWriter(
    NodeStorage storage,
    IndexResolver resolver,
    IndexAdministration administration,
    VersionMaps versions,
    NodeCounters counters,
    IndexingPressure pressure,
    SearchNodeOptions options,
    TimeProvider clock)
{
    /// <summary>Executes operations in order; later ones see earlier ones.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="refresh">When searches see them.</param>
    /// <param name="cancellationToken">Gives them up, all together.</param>
    /// <exception cref="FailureException">Too many bytes, or too many lists, are being written.</exception>
    public async Task<IReadOnlyList<WriteResult>> ExecuteAsync(
        IReadOnlyList<WriteOperation> operations, RefreshPolicy refresh, CancellationToken cancellationToken)
    {
        using var write = pressure.Begin(operations);
        // Reading documents needs no lane: it is done here, under the mapping of now, and again inside only if that changed.
        var prepared = new PreparedOperation[operations.Count];
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = Prepare(operations[i]);
        try
        {
            return await storage.WriteAsync(session => Execute(session, prepared, refresh), cancellationToken);
        }
        catch (StorageException e) when (e.Failure.Kind == FailureKind.DiskFull)
        {
            // Nothing of the list was written; its operations say so one by one, as where the disk is known to be full before.
            return [.. prepared.Select(Refused)];
        }
    }

    private PreparedOperation Prepare(WriteOperation operation)
    {
        var id = operation.Id ?? Identifiers.NewDocumentId();
        var prepared = new PreparedOperation(operation, id, DocumentKey.Of(id));
        if (operation.Fault is not null || operation.Kind is WriteKind.Update or WriteKind.Delete)
            return prepared;
        try
        {
            var index = resolver.ResolveWrite(storage.State, operation.Target, operation.RequireAlias);
            return index is null ? prepared : prepared with { Parsed = DocumentParser.Parse(index.Mapping, id, operation.Source.Span) };
        }
        catch (FailureException)
        {
            // Told when the operation's turn comes: an earlier one of the list may change what it meets.
            return prepared;
        }
    }

    private List<WriteResult> Execute(WriteSession session, PreparedOperation[] operations, RefreshPolicy refresh)
    {
        var started = clock.GetTimestamp();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var batches = new Dictionary<int, IndexBatch>();
        var results = new List<WriteResult>(operations.Length);
        var uncreated = CreateMissing(session, operations);
        LoadUpdated(session, operations, batches, now);
        foreach (var prepared in operations)
        {
            var operation = prepared.Operation;
            IndexBatch? batch = null;
            try
            {
                if (operation.Fault is { } fault)
                    throw fault.Raise();
                if (prepared.Id.Contains('\0', StringComparison.Ordinal) || operation.Routing?.Contains('\0', StringComparison.Ordinal) == true)
                    throw Failure.Unsupported("the character U+0000 in an id or a routing").Raise();
                if (uncreated.TryGetValue(operation.Target, out var why))
                {
                    results.Add(new WriteResult(resolver.NewName(operation.Target), operation.Id) { Failure = why });
                    continue;
                }

                batch = BatchOf(session, Target(session, operation), batches, now);
                var routing = resolver.Routing(batch.Index, operation.Target, operation.Routing);
                var routed = routing == operation.Routing ? prepared : prepared with { Operation = operation with { Routing = routing } };
                if (batch.Index.Mapping.Spec.RoutingRequired && routed.Operation.Routing is null)
                    throw Failure.RoutingMissing(batch.Index.Name, prepared.Id).Raise();
                results.Add(batch.Apply(session, routed));
            }
            catch (FailureException e)
            {
                results.Add(new WriteResult(batch?.Index.Name ?? resolver.NewName(operation.Target), ShownId(prepared)) { Failure = e.Failure });
            }
        }

        foreach (var batch in batches.Values)
        {
            var refreshes = refresh is not RefreshPolicy.None && batch.IsReached;
            batch.Flush(session, refreshes);
            if (refreshes)
                session.OnCommitted(() => counters.Of(batch.Index.Name).CountRefresh());
        }

        session.OnCommitted(() => counters.Count(results, session.State.Indices.ContainsKey, clock.GetElapsedTime(started)));
        return results;
    }

    // An id that the node would have chosen is shown only once the document itself was reached.
    private static string? ShownId(PreparedOperation prepared) => prepared.Operation.Id ?? (prepared.Operation.Fault is null ? prepared.Id : null);

    private WriteResult Refused(PreparedOperation prepared) => new(resolver.NewName(prepared.Operation.Target), ShownId(prepared))
    {
        Failure = prepared.Operation.Fault ?? IndexBlocks.DiskFull(resolver.NewName(prepared.Operation.Target)),
    };

    // Indices are made before the first operation; where that fails, none of their operations is carried out.
    private Dictionary<string, Failure> CreateMissing(WriteSession session, PreparedOperation[] operations)
    {
        var uncreated = new Dictionary<string, Failure>(StringComparer.Ordinal);
        foreach (var operation in operations.Select(prepared => prepared.Operation))
        {
            if (operation.Fault is not null || operation.Target.Length == 0 || uncreated.ContainsKey(operation.Target)
                || (operation.Kind == WriteKind.Delete && operation.VersionType == VersionType.Internal))
            {
                continue;
            }

            if (!TryResolve(session, operation, out var index) || index is not null)
                continue;
            try
            {
                ClusterSettings.RequireAutoCreation(session.State.Metadata, resolver.NewName(operation.Target), options);
                administration.Create(session, new NewIndex(resolver.NewName(operation.Target)));
            }
            catch (FailureException e)
            {
                uncreated[operation.Target] = e.Failure;
            }
        }

        return uncreated;
    }

    private IndexState Target(WriteSession session, WriteOperation operation)
    {
        if (operation.Target.Length == 0)
            throw Failure.IndexNotFound("").Raise();
        if (resolver.ResolveWrite(session.State, operation.Target, operation.RequireAlias) is not { } index)
            throw Failure.IndexNotFound(operation.Target).Raise();
        IndexBlocks.RequireWritable(index);
        if (!session.HasRoom)
            throw IndexBlocks.DiskFull(index.Name).Raise();
        return index;
    }

    private IndexBatch BatchOf(WriteSession session, IndexState index, Dictionary<int, IndexBatch> batches, long now)
    {
        if (!batches.TryGetValue(index.Number, out var batch))
            batches[index.Number] = batch = new IndexBatch(index, versions.Of(session, index), now);
        return batch;
    }

    // One query for the sources of all documents that the list updates, instead of one query each.
    private void LoadUpdated(WriteSession session, PreparedOperation[] operations, Dictionary<int, IndexBatch> batches, long now)
    {
        var updates = operations
            .Where(o => o.Operation is { Kind: WriteKind.Update, Fault: null } && session.State.Indices.Count > 0)
            .Select(o => (o.Id, o.Operation.Routing, Index: TryResolve(session, o.Operation, out var index) ? index : null))
            .Where(o => o.Index is not null)
            .GroupBy(o => o.Index!);
        foreach (var group in updates)
            BatchOf(session, group.Key, batches, now).Load(session, group.Select(o => (o.Id, o.Routing)));
    }

    // False for a target that cannot be resolved at all, which is told when the operation's turn comes.
    private bool TryResolve(WriteSession session, WriteOperation operation, out IndexState? index)
    {
        try
        {
            index = resolver.ResolveWrite(session.State, operation.Target, operation.RequireAlias);
            return true;
        }
        catch (FailureException)
        {
            index = null;
            return false;
        }
    }
}

/// <summary>An operation with its id, and its document as far as it could be read before the lane.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Id">The document's id.</param>
/// <param name="IdKey">Its key in an index of one shard.</param>
internal sealed record PreparedOperation(WriteOperation Operation, string Id, DocumentKey IdKey)
{
    public ParsedDocument? Parsed { get; init; }
}
