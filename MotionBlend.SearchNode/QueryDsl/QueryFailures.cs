using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>How failures of one index come out of a search.</summary>
internal static class QueryFailures
{
    /// <summary>A query that could not be made on an index.</summary>
    public static Failure NotCreated(IndexState index, Failure cause) =>
        new(FailureKind.QueryShard, $"failed to create query: {cause.Reason}")
        {
            IndexUuid = index.Uuid,
            Index = index.Name,
            CausedBy = cause,
        };

    /// <summary>The failure of an index as its shard reports it: Java's exceptions are wrapped as a query not created.</summary>
    public static Failure OnShard(IndexState index, Failure failure) => failure.Kind switch
    {
        FailureKind.NumberFormat or FailureKind.IllegalArgument or FailureKind.XContentParse => NotCreated(index, failure),
        FailureKind.QueryShard => failure with { IndexUuid = index.Uuid, Index = index.Name },
        _ => failure,
    };

    /// <summary>A search that failed on its shards.</summary>
    public static Failure AllShardsFailed(string phase, IReadOnlyList<(string Index, Failure Failure)> shards) =>
        new(FailureKind.SearchPhaseExecution, "all shards failed") { SearchPhase = new SearchPhaseFailure(phase, shards) };

    /// <summary>A scroll whose context is not there (any more).</summary>
    public static Failure ScrollMissing(long number) => new(FailureKind.SearchPhaseExecution, "all shards failed")
    {
        SearchPhase = new SearchPhaseFailure("query", [("", ContextMissing(number))]) { ShardUnknown = true },
    };

    /// <summary>A search context that is not there (any more).</summary>
    public static Failure ContextMissing(long number) => new(FailureKind.SearchContextMissing, $"No search context found for id [{number}]");

    /// <summary>A search that failed when its results were put together.</summary>
    public static Failure ReduceFailed(Failure cause) =>
        new(FailureKind.SearchPhaseExecution, "") { SearchPhase = new SearchPhaseFailure("fetch", []), CausedBy = cause };
}
