using DuckDB.NET.Data;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Storage;

/// <summary>What a failing database means to the client.</summary>
internal static class StorageFaults
{
    /// <summary>A write that found no room on the disk.</summary>
    public static Failure DiskFull { get; } = new(
        FailureKind.DiskFull,
        "index [_all] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];");

    public static Failure Describe(DuckDBException fault) =>
        fault.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || fault.Message.Contains("Could not write", StringComparison.Ordinal)
            ? DiskFull
            : new Failure(FailureKind.InternalError, fault.Message);

    /// <summary>Whether the database has stopped and works again only after it is opened anew, which loses nothing.</summary>
    public static bool IsFatal(DuckDBException fault) => fault.Message.Contains("database has been invalidated", StringComparison.Ordinal);

    /// <summary>Whether a commit that failed is in the log nevertheless: it was folding the log into the file that failed.</summary>
    public static bool IsDurable(DuckDBException fault) => fault.Message.Contains("COMMIT succeeded and is durable", StringComparison.Ordinal);
}
