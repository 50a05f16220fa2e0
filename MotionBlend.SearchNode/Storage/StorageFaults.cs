using DuckDB.NET.Data;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Storage;

/// <summary>What a failing database means to the client.</summary>
internal static class StorageFaults
{
    public static Failure Describe(DuckDBException fault) =>
        fault.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || fault.Message.Contains("Could not write", StringComparison.Ordinal)
            ? new Failure(
                FailureKind.DiskFull,
                "index [_all] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];")
            : new Failure(FailureKind.InternalError, fault.Message);

    /// <summary>Whether the database has stopped and works again only after a restart of the node, which loses nothing.</summary>
    public static bool IsFatal(DuckDBException fault) => fault.Message.Contains("database has been invalidated", StringComparison.Ordinal);
}
