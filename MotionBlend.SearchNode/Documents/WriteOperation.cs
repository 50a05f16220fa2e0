using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Documents;

/// <summary>What a write does.</summary>
internal enum WriteKind
{
    Index,
    Create,
    Update,
    Delete,
}

/// <summary>How a given version is compared with the document's.</summary>
internal enum VersionType
{
    Internal,
    External,
    ExternalGte,
}

/// <summary>One write, of a single-document API or of a bulk request.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Target">Index or alias.</param>
/// <param name="Id">Document id; null lets the node choose one.</param>
internal sealed record WriteOperation(WriteKind Kind, string Target, string? Id)
{
    /// <summary>The document of index and create.</summary>
    public ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>The body of an update.</summary>
    public UpdateBody? Update { get; init; }

    /// <summary>Bytes of the documents that it carries.</summary>
    public long Bytes => Source.Length + (Update?.Doc?.Raw.Length ?? 0) + (Update?.Upsert?.Raw.Length ?? 0);

    /// <summary>What the reply of an update shows of the document; null for nothing.</summary>
    public SourceFilter? Shown { get; init; }

    /// <summary>Whether an update reads its document before the shard is asked to write, as one that is not in a bulk: what fails there, or changes nothing, refreshes nothing.</summary>
    public bool ReadsBefore { get; init; }

    /// <summary>How often an update would be tried again. Writes run one at a time, so it only matters to what may be combined.</summary>
    public int RetryOnConflict { get; init; }

    public string? Routing { get; init; }

    public long? Version { get; init; }

    public VersionType VersionType { get; init; }

    public long? IfSeqNo { get; init; }

    public long? IfPrimaryTerm { get; init; }

    public bool RequireAlias { get; init; }

    /// <summary>A failure found before the write: it becomes the item's result.</summary>
    public Failure? Fault { get; init; }
}

/// <summary>What became of a write.</summary>
internal enum WriteOutcome
{
    Created,
    Updated,
    Deleted,
    NotFound,
    Noop,
}

/// <summary>The result of one write: an outcome with its numbers, or a failure.</summary>
/// <param name="Index">Name of the concrete index; of the target where it was not found.</param>
/// <param name="Id">Document id.</param>
internal sealed record WriteResult(string Index, string? Id)
{
    public WriteOutcome Outcome { get; init; }

    public long Version { get; init; }

    public long SeqNo { get; init; }

    public long PrimaryTerm { get; init; }

    /// <summary>Copies of the shard: one and its replicas.</summary>
    public int Copies { get; init; } = 1;

    public string? Routing { get; init; }

    /// <summary>The source after the write.</summary>
    public ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>What the reply shows of the source; null for nothing.</summary>
    public SourceFilter? Shown { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>HTTP status of the result, alone or as a bulk item.</summary>
    public int Status => Failure is not null ? Api.ElasticErrors.StatusOf(Failure) : Outcome switch
    {
        WriteOutcome.Created => 201,
        WriteOutcome.NotFound => 404,
        _ => 200,
    };

    /// <summary>The outcome as Elasticsearch names it.</summary>
    public string OutcomeName => Outcome switch
    {
        WriteOutcome.Created => "created",
        WriteOutcome.Updated => "updated",
        WriteOutcome.Deleted => "deleted",
        WriteOutcome.NotFound => "not_found",
        _ => "noop",
    };
}
