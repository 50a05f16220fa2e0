using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>
/// The node's query cache: which rows of an index meet a condition, and which are the first by a field. What is asked for
/// a second time is found out and kept until the next write, in place of what was used longest ago when there is no room.
/// </summary>
/// <remarks>As in Elasticsearch only large indices are worth it, and nothing is kept that was met once.</remarks>
internal sealed class RowCache(SearchNodeOptions options, NodeCounters counters)
{
    /// <summary>Rows below which an index is read quicker than remembered.</summary>
    public const long LeastRows = 10_000;

    // What a fact takes beside its own bytes.
    private const int Overhead = 500;

    // One fact may take so much of the room.
    private const int LargestShare = 4;

    private const int MostNoted = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(int Index, string Key), Entry> _entries = [];
    private readonly HashSet<(int Index, UInt128 Key)> _noted = [];
    private readonly Dictionary<int, long> _rows = [];
    private readonly long _room = options.QueryCacheMegabytes * 1024L * 1024;
    private long _moment = -1;
    private long _bytes;
    private long _uses;

    /// <summary>The largest fact that is kept.</summary>
    public long MostBytes => _room / LargestShare;

    /// <summary>A fact about an index; null when it is not known, and not worth finding out yet.</summary>
    /// <param name="session">The view.</param>
    /// <param name="index">The index.</param>
    /// <param name="key">What tells it from other facts about the index.</param>
    /// <param name="find">Finds it out, given how many row numbers there are.</param>
    /// <param name="isQuery">Whether it is told as a query of the cache, as Elasticsearch would have one.</param>
    public T? Find<T>(ReadSession session, IndexState index, string key, Func<long, T> find, bool isQuery = true)
        where T : class, IRowFact
    {
        if (!session.IsExact || index.Reached is not null || index.Settings.Get("index.queries.cache.enabled") == "false")
            return null;
        var whole = (index.Number, key);
        lock (_lock)
        {
            if (!Enter(session.Moment))
                return null;
            if (_entries.TryGetValue(whole, out var entry))
            {
                entry.LastUse = ++_uses;
                entry.Counters?.CountQueryCached(hit: true);
                return (T)entry.Fact;
            }

            if (_noted.Count >= MostNoted)
                _noted.Clear();
            if (_noted.Add((index.Number, Hash(key))))
                return null;
        }

        var rows = RowsOf(session, index);
        if (rows < LeastRows || rows / 8 > MostBytes)
            return null;
        var own = isQuery ? counters.Of(index.Name) : null;
        own?.CountQueryCached(hit: false);
        var found = find(rows);
        Keep(session.Moment, whole, new Entry(found, found.Bytes + Overhead + (sizeof(char) * key.Length), own));
        return found;
    }

    /// <summary>Forgets what is known of some indices.</summary>
    public void Clear(IEnumerable<IndexState> indices)
    {
        var numbers = indices.Select(index => index.Number).ToHashSet();
        lock (_lock)
        {
            foreach (var key in _entries.Keys.Where(key => numbers.Contains(key.Index)).ToList())
                Remove(key);
            _noted.RemoveWhere(key => numbers.Contains(key.Index));
        }
    }

    // What was known before a write is of no use behind it: rows may have come, gone, or got other numbers.
    private bool Enter(long moment)
    {
        if (moment > _moment)
        {
            _moment = moment;
            foreach (var key in _entries.Keys.ToList())
                Remove(key);
            _noted.Clear();
            _rows.Clear();
        }

        return moment == _moment;
    }

    private void Keep(long moment, (int Index, string Key) key, Entry entry)
    {
        lock (_lock)
        {
            if (moment != _moment || !_entries.TryAdd(key, entry))
                return;
            entry.LastUse = ++_uses;
            _bytes += entry.Bytes;
            entry.Counters?.CountQueryKept(entry.Bytes);
            while (_bytes > _room)
                Remove(_entries.MinBy(known => known.Value.LastUse).Key);
        }
    }

    // As good as the key for telling whether it was met, and of one size.
    private static UInt128 Hash(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan()), hash);
        return BitConverter.ToUInt128(hash);
    }

    private void Remove((int Index, string Key) key)
    {
        if (!_entries.Remove(key, out var gone))
            return;
        _bytes -= gone.Bytes;
        gone.Counters?.CountQueryForgotten(gone.Bytes);
    }

    private long RowsOf(ReadSession session, IndexState index)
    {
        lock (_lock)
        {
            if (session.Moment == _moment && _rows.TryGetValue(index.Number, out var known))
                return known;
        }

        var rows = RowFactSql.RowNumbers(session, index);
        lock (_lock)
        {
            if (session.Moment == _moment)
                _rows[index.Number] = rows;
        }

        return rows;
    }

    private sealed record Entry(IRowFact Fact, long Bytes, IndexCounters? Counters)
    {
        public long LastUse { get; set; }
    }
}
