using System.Security.Cryptography;
using System.Text;
using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Documents;

/// <summary>128 bits of an id's SHA-256: as good as the id for looking up, and of one size.</summary>
internal readonly record struct DocumentKey(UInt128 Hash)
{
    /// <summary>The key of a document: one id may stand for a document in each shard.</summary>
    public static DocumentKey Of(IndexSettings settings, string id, string? routing) => Of(id).In(settings, id, routing);

    /// <summary>The key of an id in an index of one shard.</summary>
    public static DocumentKey Of(string id)
    {
        var most = Encoding.UTF8.GetMaxByteCount(id.Length);
        var utf8 = most <= 256 ? stackalloc byte[256] : new byte[most];
        var length = Encoding.UTF8.GetBytes(id, utf8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..length], hash);
        return new DocumentKey(BitConverter.ToUInt128(hash));
    }

    /// <summary>The key that an id's key becomes in an index of some shards.</summary>
    public DocumentKey In(IndexSettings settings, string id, string? routing) =>
        settings.Shards == 1 ? this : new DocumentKey(Hash + (UInt128)ShardRouting.ShardOf(settings, id, routing));
}

/// <summary>The last write of an id.</summary>
/// <param name="SeqNo">Its sequence number, which also finds the document's row.</param>
/// <param name="Version">Its version.</param>
/// <param name="DeletedAt">When it was deleted, milliseconds since 1970; null for a document that is there.</param>
internal readonly record struct DocumentVersion(long SeqNo, long Version, long? DeletedAt = null)
{
    public bool Exists => DeletedAt is null;
}

/// <summary>A deleted document that is remembered, so that versions go on and older external ones are refused.</summary>
internal sealed record Tombstone(string Id, string? Routing, long SeqNo, long Version, long DeletedAt);

/// <summary>The last write of every id of one index. Used only in the write lane.</summary>
internal sealed class VersionMap
{
    private readonly Dictionary<DocumentKey, DocumentVersion> _versions = [];
    private readonly Queue<(long DeletedAt, DocumentKey Key)> _deleted = [];

    /// <summary>The sequence number of the next write.</summary>
    public long NextSeqNo { get; private set; }

    public DocumentVersion? Find(DocumentKey key) => _versions.TryGetValue(key, out var version) ? version : null;

    public void Set(DocumentKey key, DocumentVersion version)
    {
        _versions[key] = version;
        NextSeqNo = Math.Max(NextSeqNo, version.SeqNo + 1);
        if (version.DeletedAt is { } deletedAt)
            _deleted.Enqueue((deletedAt, key));
    }

    /// <summary>Forgets documents that were deleted before a time, milliseconds since 1970.</summary>
    public void ForgetDeleted(long before)
    {
        while (_deleted.TryPeek(out var oldest) && oldest.DeletedAt < before)
        {
            _deleted.Dequeue();
            if (Find(oldest.Key) is { } version && version.DeletedAt == oldest.DeletedAt)
                _versions.Remove(oldest.Key);
        }
    }
}
