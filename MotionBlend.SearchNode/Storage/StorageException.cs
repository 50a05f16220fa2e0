using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Storage;

/// <summary>The database failed at something that is no fault of the request: disk full, file damaged.</summary>
internal sealed class StorageException(Failure failure, Exception? cause) : Exception(failure.Reason, cause)
{
    public Failure Failure { get; } = failure;
}

/// <summary>Why a data folder cannot be opened; the message is for the operator.</summary>
internal sealed class DataFolderException(string message, Exception? cause = null) : Exception(message, cause);
