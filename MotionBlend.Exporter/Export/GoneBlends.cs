using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>The documents that readers see and the mart no longer has: finds them by the difference of the ids, and deletes them, past a fuse.</summary>
internal sealed class GoneBlends(DocumentScanner scanner, DocumentDeleter deleter, ClusterRequests requests, DeletionFuse fuse)
{
    private const int PageSize = 5000;
    private const int MostSamples = 10;

    private readonly List<(ulong Key, string? OtherId, long Version)> _gone = [];

    /// <summary>Documents that readers see.</summary>
    public long Documents { get; private set; }

    /// <summary>Documents that the mart has not.</summary>
    public long Count => _gone.Count;

    /// <summary>Some of their ids.</summary>
    public IEnumerable<string> Samples => _gone.Take(MostSamples).Select(IdOf);

    /// <summary>True when they are no more than may be deleted.</summary>
    public bool IsAllowed => fuse.Allows(Count, Documents);

    /// <summary>Compares the ids.</summary>
    /// <param name="index">Index or alias, refreshed.</param>
    /// <param name="isInMart">Tells whether the mart has an id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ExportException">The index cannot be read.</exception>
    public async Task FindAsync(string index, Func<ulong, bool> isInMart, CancellationToken cancellationToken)
    {
        var turn = new Lock();
        await new IndexScan(scanner, requests).ReadAsync("comparing the ids", index, isWhole: false, IndexScan.Slices, (_, page) =>
        {
            lock (turn)
            {
                Documents += page.Count;
                foreach (var document in page)
                {
                    // A document that is no blend was written by somebody else, and is in no mart.
                    var isBlend = BlendKey.TryRead(document.Id, out var key);
                    if (!isBlend || !isInMart(key))
                    {
                        _gone.Add((key, isBlend ? null : document.Id, document.Version));
                    }
                }
            }
        }, cancellationToken);
    }

    /// <summary>Refuses to go on when too many would be deleted.</summary>
    /// <exception cref="ExportException">More than the fuse allows.</exception>
    public void ThrowIfTooMany()
    {
        if (!IsAllowed)
        {
            throw new ExportException(ExportFailure.TooManyDeletes,
                $"{Count} of {Documents} documents that readers see are not in the mart any more, more than --max-deletes {fuse} allows; among them {string.Join(", ", Samples.Take(3))}",
                "nothing was changed for readers; see whether the mart is whole, and if it is, allow it with --max-deletes 100% or a count");
        }
    }

    /// <summary>Deletes what was found, each in the version in which it was seen.</summary>
    /// <returns>Documents that are gone.</returns>
    /// <exception cref="ExportException">The cluster fails.</exception>
    public async Task<long> DeleteAsync(string alias, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        foreach (var page in _gone.Select(document => (IdOf(document), document.Version)).Chunk(PageSize))
        {
            deleted += await DeleteAsync(alias, page, cancellationToken);
        }

        return deleted;
    }

    /// <summary>Deletes a page; one that is too large for the cluster, or for a proxy before it, in halves.</summary>
    private async Task<long> DeleteAsync(string alias, (string Id, long Version)[] page, CancellationToken cancellationToken)
    {
        var result = await requests.TrySendAsync(token => deleter.DeleteAsync(alias, page, token), cancellationToken);
        if (result.TryGet(out var deleted, out var error))
        {
            return deleted.Gone;
        }

        var half = page.Length / 2;
        return error.Failure == ElasticFailure.TooLarge && half > 0
            ? await DeleteAsync(alias, page[..half], cancellationToken) + await DeleteAsync(alias, page[half..], cancellationToken)
            : throw ElasticFaults.Ending(error, "deleting blends");
    }

    private static string IdOf((ulong Key, string? OtherId, long Version) document) => document.OtherId ?? BlendKey.IdOf(document.Key);
}
