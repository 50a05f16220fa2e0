using System.Globalization;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>
/// The writes of one transaction to one index: decided in memory, one operation after the other, and put into the
/// tables at the end as one delete and one append.
/// </summary>
internal sealed class IndexBatch(IndexState index, VersionMap versions, long now)
{
    private readonly Dictionary<DocumentKey, DocumentVersion> _changed = [];
    private readonly Dictionary<DocumentKey, DocumentRow> _rows = [];
    private readonly Dictionary<DocumentKey, Tombstone> _tombstones = [];
    private readonly List<long> _replaced = [];
    private readonly Dictionary<long, StoredSource> _sources = [];
    private readonly HashSet<MappedField> _toWiden = [];
    private readonly int _columnsBefore = index.Mapping.ColumnCount;
    private readonly long _forgetBefore = now - (long)index.Settings.GcDeletes.TotalMilliseconds;
    private readonly long _firstSeqNo = versions.NextSeqNo;
    private long _nextSeqNo = versions.NextSeqNo;
    private IndexMapping _mapping = index.Mapping;

    public IndexState Index => index;

    /// <summary>Whether an operation came as far as the shard, where it is followed by the refresh that was asked for, also if it failed.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Reads the sources of documents that will be updated.</summary>
    public void Load(WriteSession session, IEnumerable<(string Id, string? Routing)> documents)
    {
        var sequenceNumbers = documents
            .Select(document => versions.Find(DocumentKey.Of(index.Settings, document.Id, document.Routing)))
            .OfType<DocumentVersion>()
            .Where(version => version.Exists)
            .Select(version => version.SeqNo)
            .Distinct()
            .ToList();
        foreach (var (seqNo, source) in IndexTable.Sources(session, index.Number, sequenceNumbers))
            _sources[seqNo] = source;
    }

    /// <summary>Decides one operation.</summary>
    /// <exception cref="FailureException">It conflicts, or its document is bad.</exception>
    public WriteResult Apply(WriteSession session, PreparedOperation prepared)
    {
        var (operation, id) = (prepared.Operation, prepared.Id);
        IsReached |= !operation.ReadsBefore;
        var key = prepared.IdKey.In(index.Settings, id, operation.Routing);
        var current = Current(key);
        if (operation.Kind == WriteKind.Update)
            return Update(session, operation, id, key, current);
        // A document is read before it is compared: one that is bad and in conflict is told to be bad.
        var document = operation.Kind == WriteKind.Delete ? null : Parse(id, operation.Source, prepared.Parsed);
        if (VersionRules.Conflict(operation, id, current, index.Terms) is { } conflict)
            throw OnShard(FailureKind.VersionConflict, conflict, operation, id);
        return document is null
            ? Delete(operation, id, key, current)
            : Put(operation, id, key, current, operation.Source, document);
    }

    /// <summary>Puts everything into the tables, and into the version map once that is durable.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="refresh">Whether searches see it at once.</param>
    public void Flush(WriteSession session, bool refresh)
    {
        if (!ReferenceEquals(_mapping, index.Mapping))
        {
            IndexTable.AddColumns(session, index.Number, _mapping, _columnsBefore);
            foreach (var field in _toWiden)
                if (field.Number < _columnsBefore)
                    IndexTable.Widen(session, index.Number, field);
            // Other batches of the transaction may have changed the state meanwhile; only the mapping is ours.
            session.Save(session.State.Indices[index.Name] with { Mapping = _mapping });
        }

        if (refresh)
            session.Refresh(index);
        else
            Hide(session);
        if (_replaced.Count > 0)
            IndexTable.Delete(session, index.Number, _replaced);
        if (_rows.Count > 0)
            IndexTable.Append(session, index.Number, _mapping, _rows.Values.OrderBy(row => row.SeqNo).Select(Padded));
        if (_tombstones.Count > 0)
            IndexTable.Bury(session, index.Number, [.. _tombstones.Values], _forgetBefore);
        session.OnCommitted(() =>
        {
            foreach (var (key, version) in _changed)
                versions.Set(key, version);
            versions.ForgetDeleted(_forgetBefore);
        });
    }

    // Of the rows that this batch replaces those that searches see stay for them.
    private void Hide(WriteSession session)
    {
        if (_rows.Count == 0 && _replaced.Count == 0)
            return;
        if (session.State.Indices[index.Name].Unrefreshed is { HidesNothing: true })
            session.Refresh(index);
        var known = session.State.Indices[index.Name].Unrefreshed;
        var hidden = known ?? new Unrefreshed(_firstSeqNo, Replaces: false, now);
        var seen = _replaced.FindAll(seqNo => seqNo < hidden.From);
        if (seen.Count > 0)
        {
            IndexTable.Supersede(session, index.Number, seen);
            _replaced.RemoveAll(seqNo => seqNo < hidden.From);
            hidden = hidden with { Replaces = true };
        }

        if (hidden != known)
            session.Hide(index, hidden);
    }

    private DocumentVersion? Current(DocumentKey key)
    {
        var found = _changed.TryGetValue(key, out var changed) ? changed : versions.Find(key);
        return found is { DeletedAt: { } deletedAt } && deletedAt < _forgetBefore ? null : found;
    }

    private WriteResult Put(
        WriteOperation operation, string id, DocumentKey key, DocumentVersion? current, ReadOnlyMemory<byte> source, ParsedDocument document)
    {
        Replace(key, current);
        var version = new DocumentVersion(_nextSeqNo++, VersionRules.Next(operation, current));
        _changed[key] = version;
        _tombstones.Remove(key);
        _rows[key] = new DocumentRow(id, version.SeqNo, version.Version, operation.Routing, source, document);
        return Result(operation, id, current is { Exists: true } ? WriteOutcome.Updated : WriteOutcome.Created, version) with { Source = source };
    }

    private WriteResult Delete(WriteOperation operation, string id, DocumentKey key, DocumentVersion? current)
    {
        Replace(key, current);
        var version = new DocumentVersion(_nextSeqNo++, VersionRules.Next(operation, current), now);
        _changed[key] = version;
        _tombstones[key] = new Tombstone(id, operation.Routing, version.SeqNo, version.Version, now);
        return Result(operation, id, current is { Exists: true } ? WriteOutcome.Deleted : WriteOutcome.NotFound, version);
    }

    private WriteResult Update(WriteSession session, WriteOperation operation, string id, DocumentKey key, DocumentVersion? current)
    {
        var body = operation.Update!;
        if (current is not { Exists: true } found)
        {
            var upsert = body.DocAsUpsert ? body.Doc : body.Upsert;
            if (upsert is null)
                throw OnShard(FailureKind.DocumentMissing, $"[{id}]: document missing", operation, id);
            IsReached = true;
            return Put(operation, id, key, current, upsert.Raw, Parse(id, upsert.Raw, null));
        }

        if (VersionRules.Conflict(operation, id, current, index.Terms) is { } conflict)
            throw OnShard(FailureKind.VersionConflict, conflict, operation, id);
        var (source, routing) = Source(session, key, found);
        operation = operation with { Routing = operation.Routing ?? routing };
        if (source.IsEmpty)
            throw OnShard(FailureKind.DocumentSourceMissing, $"[{id}]: document source missing", operation, id);
        var merged = SourceMerge.Merge(source.Span, body.Doc!.Raw.Span);
        if (merged is null && body.DetectNoop)
            return Result(operation, id, WriteOutcome.Noop, found) with { Source = source };
        var changed = merged ?? source;
        IsReached = true;
        return Put(operation, id, key, current, changed, Parse(id, changed, null));
    }

    private StoredSource Source(WriteSession session, DocumentKey key, DocumentVersion found)
    {
        if (_rows.TryGetValue(key, out var row))
            return new StoredSource(_mapping.Spec.KeepsSource ? row.Source : default, row.Routing);
        if (!_sources.TryGetValue(found.SeqNo, out var source))
            _sources[found.SeqNo] = source = IndexTable.Sources(session, index.Number, [found.SeqNo])[found.SeqNo];
        return source;
    }

    private void Replace(DocumentKey key, DocumentVersion? current)
    {
        if (!_rows.Remove(key) && current is { Exists: true } stored)
            _replaced.Add(stored.SeqNo);
    }

    private ParsedDocument Parse(string id, ReadOnlyMemory<byte> source, ParsedDocument? parsed)
    {
        // The mapping is changed by whole documents only: one that is refused leaves nothing of itself in it.
        var mapping = _mapping;
        if (parsed is null || !ReferenceEquals(parsed.Mapping, mapping))
            parsed = DocumentParser.Parse(mapping, id, source.Span);
        if (parsed.Additions is { } additions)
        {
            mapping = mapping.WithSpec(Grown(additions));
            parsed = DocumentParser.Parse(mapping, id, source.Span);
        }

        var widened = parsed.Widened;
        if (widened is not null)
        {
            mapping = mapping.WithMany(widened);
            parsed = DocumentParser.Parse(mapping, id, source.Span);
        }

        _mapping = mapping;
        _toWiden.UnionWith(widened ?? []);
        return parsed;
    }

    private RootSpec Grown(ObjectSpec additions)
    {
        var grown = MappingMerge.Merge(_mapping.Spec, new RootSpec(additions));
        try
        {
            MappingLimits.Require(grown, index.Settings);
            return grown;
        }
        catch (FailureException e)
        {
            throw new Failure(FailureKind.DocumentParsing, $"failed to parse: {e.Failure.Reason}") { CausedBy = e.Failure }.Raise();
        }
    }

    // A row read before the mapping grew has no values for the columns that came since.
    private DocumentRow Padded(DocumentRow row)
    {
        if (row.Parsed.Values.Length == _mapping.ColumnCount)
            return row;
        var values = new ColumnValue[_mapping.ColumnCount];
        row.Parsed.Values.CopyTo(values, 0);
        return row with { Parsed = row.Parsed with { Values = values } };
    }

    private WriteResult Result(WriteOperation operation, string id, WriteOutcome outcome, DocumentVersion version) => new(index.Name, id)
    {
        Outcome = outcome,
        Version = version.Version,
        SeqNo = version.SeqNo,
        PrimaryTerm = index.Terms.Of(version.SeqNo),
        Copies = 1 + index.Settings.Replicas,
        Routing = operation.Routing,
        Shown = operation.Shown,
    };

    private FailureException OnShard(FailureKind kind, string reason, WriteOperation operation, string id) => new Failure(kind, reason)
    {
        IndexUuid = index.Uuid,
        Shard = ShardRouting.ShardOf(index.Settings, id, operation.Routing).ToString(CultureInfo.InvariantCulture),
        Index = index.Name,
    }.Raise();
}
