using System.Collections.Concurrent;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// Documents that were shown lately. A sequence number belongs to one version of one document as long as the database is
/// open, so nothing in here is ever out of date; whether a document is still there is the search's business.
/// </summary>
internal sealed class DocumentCache
{
    /// <summary>Pages with more hits are read once, by exports: they would push everything else out.</summary>
    public const int LargestPage = 200;

    // What a document takes beside its source.
    private const int Overhead = 200;

    private readonly ConcurrentDictionary<(string Index, long SeqNo), Hit> _documents = new();
    private readonly ConcurrentQueue<(string Index, long SeqNo)> _age = new();
    private readonly SearchNodeOptions _options;
    private long _bytes;

    public DocumentCache(NodeStorage storage, SearchNodeOptions options)
    {
        _options = options;
        storage.Reopened += Clear;
    }

    /// <summary>The document of a sequence number of an index (by its UUID); null when it is not in here.</summary>
    public Hit? Find(string index, long seqNo) => _documents.GetValueOrDefault((index, seqNo));

    /// <summary>Keeps a document with its source, in place of the oldest ones when there is no room.</summary>
    public void Keep(string index, Hit document)
    {
        var key = (index, document.SeqNo);
        if (!_documents.TryAdd(key, document))
            return;
        _age.Enqueue(key);
        var bytes = Interlocked.Add(ref _bytes, document.Source.Length + Overhead);
        while (bytes > _options.DocumentCacheMegabytes * 1024L * 1024 && _age.TryDequeue(out var oldest))
        {
            if (_documents.TryRemove(oldest, out var gone))
                bytes = Interlocked.Add(ref _bytes, -gone.Source.Length - Overhead);
        }
    }

    private void Clear()
    {
        _documents.Clear();
        _age.Clear();
        Interlocked.Exchange(ref _bytes, 0);
    }
}
