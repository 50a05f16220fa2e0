using System.Globalization;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// What an index holds already: keeps rows from being sent that would change nothing, and proves afterwards that those sent are there.
/// Safe to share between threads.
/// </summary>
/// <param name="scanner">Reads documents.</param>
/// <param name="requests">Makes requests.</param>
/// <param name="index">Index or alias.</param>
/// <param name="state">What the run shares.</param>
/// <param name="gate">Domain's rules.</param>
/// <param name="indices">Refreshes the index, so that what was sent can be found; null where nothing is sent.</param>
/// <param name="mostUnproven">Rows sent after which they are looked for, though others are still being sent: what is remembered of them is bounded so.</param>
internal sealed class IndexedBlends(
    DocumentScanner scanner, ClusterRequests requests, string index, RunState state, QualityGate gate, BlendIndices? indices, int mostUnproven = 500_000)
{
    private readonly Lock _lock = new();
    private SentBlends _written = new();
    private Task _proving = Task.CompletedTask;

    /// <summary>Settles the operations of a batch that the index has in the same or a newer version, so that only the others are sent.</summary>
    /// <exception cref="ExportException">The index cannot be read.</exception>
    public async Task SettleKnownAsync(JudgedBatch batch, CancellationToken cancellationToken)
    {
        var judge = new RowJudge(gate);
        var pending = new List<int>();
        var held = new Dictionary<ulong, long>(batch.Body.Count);
        foreach (var page in Enumerable.Range(0, batch.Body.Count).Chunk(IndexScan.PageSize))
        {
            var known = new Dictionary<ulong, (long Version, ulong Digest)>(page.Length);
            using var found = await FindAsync(page.Select(operation => batch.Keys[operation]), isWhole: true, cancellationToken);
            foreach (var document in found.Documents)
            {
                // Whatever else a document is, it differs from a row.
                var isBlend = judge.JudgeDocument(document.Source.Span) && judge.Id == document.Id;
                known[Key(document)] = (document.Version, isBlend ? judge.Digest : 0);
                held[Key(document)] = document.Version;
            }

            pending.AddRange(page.Where(operation => !IsSettled(batch, operation, known)));
        }

        batch.Pending = pending;
        batch.Held = held;
    }

    /// <summary>Takes note of what was sent, and when that has become much, proves that it is there.</summary>
    /// <exception cref="ExportException">It is not, or the index cannot be read.</exception>
    public async Task NoteWrittenAsync(JudgedBatch batch, CancellationToken cancellationToken)
    {
        if (indices is null)
        {
            return;
        }

        Task proving;
        lock (_lock)
        {
            foreach (var operation in batch.Pending ?? [])
            {
                // What was refused is not there, though an earlier row of its id may be.
                if (batch.Refused?.Contains(operation) ?? false)
                {
                    continue;
                }

                _written.Add(batch.Keys[operation], batch.Body.Operations[operation].Version);
            }

            if (_written.Count < mostUnproven)
            {
                return;
            }

            // One after the other: who writes faster than is proven waits here.
            proving = _proving = ProveAfterAsync(_proving, _written, cancellationToken);
            _written = new SentBlends();
        }

        await proving;
    }

    /// <summary>Proves that what was sent and taken is there, in its own version or a newer one, as far as that was not done yet. The index must have been refreshed.</summary>
    /// <exception cref="ExportException">It is not, or the index cannot be read.</exception>
    public Task ProveAsync(CancellationToken cancellationToken) => ProveAsync(_written, cancellationToken);

    private async Task ProveAfterAsync(Task before, SentBlends sent, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await before;
        await indices!.CountAsync(index, cancellationToken);
        await ProveAsync(sent, cancellationToken);
    }

    private async Task ProveAsync(SentBlends sent, CancellationToken cancellationToken)
    {
        foreach (var page in sent.All().Chunk(IndexScan.PageSize))
        {
            using var found = await FindAsync(page.Select(blend => blend.Key), isWhole: false, cancellationToken);
            var versions = found.Documents.ToDictionary(Key, document => document.Version);
            var missing = page.Where(blend => !versions.TryGetValue(blend.Key, out var version) || version < blend.Version)
                .Select(blend => BlendKey.IdOf(blend.Key)).ToArray();
            if (missing.Length > 0)
            {
                throw IncrementalSync.NotVerified(string.Create(CultureInfo.InvariantCulture,
                    $"{missing.Length} blends that the cluster took are not found, among them {string.Join(", ", missing.Take(3))}"));
            }
        }
    }

    private bool IsSettled(JudgedBatch batch, int operation, Dictionary<ulong, (long Version, ulong Digest)> known)
    {
        // Of a repeated id an earlier row may have been sent since, which the search does not see: the server decides.
        if ((batch.Repeats?.Contains(operation) ?? false) || !known.TryGetValue(batch.Keys[operation], out var held))
        {
            return false;
        }

        var version = batch.Body.Operations[operation].Version;
        if (held.Version < version || (held.Version == version && held.Digest != batch.Digests![operation]))
        {
            return false;
        }

        state.Settle(batch, held.Version > version ? BulkItemOutcome.Conflict : BulkItemOutcome.Noop);
        return true;
    }

    private static ulong Key(ScannedDocument document) => BlendKey.Of(document.Id);

    /// <summary>Finds documents by <c>_id</c>: a copy that somebody made under another is none of ours, whatever its <c>blend_id</c>.</summary>
    private Task<FoundDocuments> FindAsync(IEnumerable<ulong> keys, bool isWhole, CancellationToken cancellationToken)
    {
        var ids = keys.Distinct().Select(BlendKey.IdOf).ToArray();
        return requests.SendAsync("comparing with the index", token => scanner.FindAsync(index, ids, isWhole, token), cancellationToken);
    }
}
