using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>A document as it is stored.</summary>
internal sealed record StoredDocument(string Id, long SeqNo, long Version, string? Routing, byte[] Source);

/// <summary>Which document to read.</summary>
/// <param name="Target">Index or alias.</param>
/// <param name="Id">Document id.</param>
internal sealed record DocumentAddress(string Target, string Id)
{
    /// <summary>The version that the document must have; null for any.</summary>
    public long? Version { get; init; }

    /// <summary>The routing that the document was written with; null for none.</summary>
    public string? Routing { get; init; }

    /// <summary>Whether the last write is read, or the one that searches see.</summary>
    public bool Realtime { get; init; } = true;

    /// <summary>Whether the index is refreshed before; a realtime read needs none and makes none.</summary>
    public bool Refreshes { get; init; }
}

/// <summary>What was read: a document, none (null), or a failure.</summary>
/// <param name="Index">Name of the index; of the target where it was not found.</param>
internal sealed record DocumentFound(string Index)
{
    /// <summary>Mapping of the index.</summary>
    public Mapping.IndexMapping Mapping { get; init; } = SearchNode.Mapping.IndexMapping.Empty;

    public StoredDocument? Document { get; init; }

    /// <summary>The primary term in which the document was written.</summary>
    public long PrimaryTerm { get; init; }

    public Failure? Failure { get; init; }
}

/// <summary>Reads documents by id: the last acknowledged write, or what searches see.</summary>
internal sealed class DocumentReader(NodeStorage storage, IndexResolver resolver, IndexRefresher refresher, NodeCounters counters)
{
    /// <summary>The document of an id; without one when there is none.</summary>
    /// <exception cref="FailureException">The index is missing, the name means several, or the version is another one.</exception>
    public async Task<DocumentFound> GetAsync(DocumentAddress address, CancellationToken cancellationToken)
    {
        await RefreshAsync([address], cancellationToken);
        return await storage.ReadAsync(session => Get(session, address), cancellationToken);
    }

    /// <summary>Several documents, all as of one moment; a failure concerns its document only.</summary>
    public async Task<IReadOnlyList<DocumentFound>> GetAllAsync(
        IReadOnlyList<DocumentAddress> addresses, CancellationToken cancellationToken)
    {
        await RefreshAsync(addresses, cancellationToken);
        return await storage.ReadAsync(session => addresses.Select(address => GetOrFail(session, address)).ToList(), cancellationToken);
    }

    // A target that cannot be read says so when its document is looked up.
    private async Task RefreshAsync(IReadOnlyList<DocumentAddress> addresses, CancellationToken cancellationToken)
    {
        var targets = addresses.Where(address => address.Refreshes && !address.Realtime).Select(address => address.Target).Distinct(StringComparer.Ordinal).ToList();
        if (targets.Count > 0)
            await refresher.RefreshAsync(state => [.. targets.SelectMany(target => resolver.Resolve(state, target, IndicesOptions.Lenient))], cancellationToken);
    }

    private DocumentFound GetOrFail(ReadSession session, DocumentAddress address)
    {
        try
        {
            return Get(session, address);
        }
        catch (FailureException e)
        {
            return new DocumentFound(address.Target) { Failure = e.Failure };
        }
    }

    private DocumentFound Get(ReadSession session, DocumentAddress address)
    {
        var index = SingleIndex(session.State, address.Target);
        counters.Of(index.Name).CountGet();
        var routing = resolver.Routing(index, address.Target, address.Routing);
        if (index.Mapping.Spec.RoutingRequired && routing is null)
            throw Failure.RoutingMissing(index.Name, address.Id).Raise();
        if (address.Id.Length == 0)
            throw Failure.IllegalArgument("Ids can't be empty").Raise();
        var shard = ShardRouting.ShardOf(index.Settings, address.Id, routing);
        var rows = address.Realtime
            ? $"{IndexTable.Name(index.Number)} WHERE _id = $1{IndexTable.AndCurrent(index)}"
            : $"{IndexTable.Searched(index)} WHERE _id = $1";
        var document = session.Query(
            SqlStatement.Of($"SELECT _id, _seq_no, _version, _routing, _source FROM {rows}", address.Id),
            row => new StoredDocument(row.Text(0), row.Long(1), row.Long(2), row.IsNull(3) ? null : row.Text(3), row.Bytes(4)))
            .Find(found => ShardRouting.ShardOf(index.Settings, found.Id, found.Routing) == shard);
        if (document is not null && address.Version is { } wanted && wanted != document.Version)
        {
            throw new Failure(
                FailureKind.VersionConflict,
                $"[{address.Id}]: version conflict, current version [{document.Version}] is different than the one provided [{wanted}]")
            {
                IndexUuid = index.Uuid,
                Shard = shard.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Index = index.Name,
            }.Raise();
        }

        return new DocumentFound(index.Name) { Mapping = index.Mapping, Document = document, PrimaryTerm = index.Terms.Of(document?.SeqNo ?? 0) };
    }

    private IndexState SingleIndex(ClusterState state, string target)
    {
        var index = resolver.Single(state, target);
        IndexBlocks.RequireReadable(index);
        return index;
    }
}
