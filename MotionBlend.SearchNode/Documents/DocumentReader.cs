using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>A document as it is stored.</summary>
internal sealed record StoredDocument(string Id, long SeqNo, long Version, string? Routing, byte[] Source);

/// <summary>Reads documents by id: always the last acknowledged write.</summary>
internal sealed class DocumentReader(NodeStorage storage, IndexResolver resolver, NodeCounters counters)
{
    /// <summary>The document of an id; null when there is none.</summary>
    /// <exception cref="FailureException">The index is missing, or the name means several.</exception>
    public async Task<(IndexState Index, StoredDocument? Document)> GetAsync(string target, string id, CancellationToken cancellationToken) =>
        await storage.ReadAsync(
            session =>
            {
                var index = SingleIndex(session.State, target);
                counters.Of(index.Name).CountGet();
                var found = session.Query(
                    SqlStatement.Of(
                        $"SELECT _id, _seq_no, _version, _routing, _source FROM {IndexTable.Name(index.Number)} WHERE _id = $1", id),
                    row => new StoredDocument(row.Text(0), row.Long(1), row.Long(2), row.IsNull(3) ? null : row.Text(3), row.Bytes(4)));
                return (index, found.FirstOrDefault());
            },
            cancellationToken);

    private IndexState SingleIndex(ClusterState state, string target)
    {
        var indices = resolver.Resolve(state, target, IndicesOptions.All);
        if (indices is not [var index])
        {
            throw Failure.IllegalArgument(
                indices.Count == 0
                    ? $"no such index [{target}]"
                    : $"alias [{target}] has more than one index associated with it [{string.Join(", ", indices.Select(i => i.Name))}], can't execute a single index op").Raise();
        }

        IndexBlocks.RequireReadable(index);
        return index;
    }
}
