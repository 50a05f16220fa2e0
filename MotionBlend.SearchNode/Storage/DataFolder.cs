namespace MotionBlend.SearchNode.Storage;

/// <summary>The folder that holds a node's data, locked as long as it is open: one process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string DatabaseName = "node.duckdb";
    private const string LockName = "node.lock";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>What a connection to the database names.</summary>
    public string Source => $"Data Source={System.IO.Path.Combine(Path, DatabaseName)}";

    /// <summary>Bytes of the log that a start would read.</summary>
    public long LogBytes => new FileInfo(System.IO.Path.Combine(Path, DatabaseName + ".wal")) is { Exists: true } log ? log.Length : 0;

    /// <summary>Bytes that the disk of the folder has left.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Opens the folder, making it if it is not there.</summary>
    /// <exception cref="DataFolderException">Another node has it, or it cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            return new DataFolder(
                full,
                new FileStream(System.IO.Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (Directory.Exists(full))
        {
            throw new DataFolderException(
                $"the data folder [{full}] is in use by another search node; stop that one, or give this one a folder of its own with --data", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"the data folder [{full}] cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
