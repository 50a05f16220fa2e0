namespace MotionBlend.AppHost.Configuration;

/// <summary>
/// The folder that keeps what the processes of one stack store between runs. One AppHost at a time: it is locked while
/// open, and the lock goes with the process however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = ".apphost.lock";

    // What --fresh removes: only folders that a run made, so that a --data that points somewhere dear loses nothing else.
    private static readonly string[] Owned = ["search-node", "exporter"];

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        FullPath = path;
        _lock = @lock;
    }

    /// <summary>The folder used where none is named: of this user, on this machine.</summary>
    public static string Default { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } local
            ? local
            : Path.GetTempPath(),
        "motionblend");

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>Where the embedded search node keeps its indices.</summary>
    public string SearchNode => Path.Combine(FullPath, Owned[0]);

    /// <summary>Where the exporter keeps the reports of its runs.</summary>
    public string ExporterRuns => Path.Combine(FullPath, Owned[1], "runs");

    /// <summary>Creates, locks and, if asked, empties the folder. Returns null with a fault where that is not possible.</summary>
    public static DataFolder? Open(string path, bool fresh, out string? fault)
    {
        fault = null;
        try
        {
            var full = Path.GetFullPath(path);
            Directory.CreateDirectory(full);
            var folder = new DataFolder(full, Lock(full));
            if (fresh)
            {
                folder.Empty();
            }

            return folder;
        }
        catch (AlreadyInUseException)
        {
            fault = $"the data folder {path} is in use by another MotionBlend.AppHost: stop that one, or use another folder (--data DIR).";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"the data folder {path} ({AppHostKeys.DataFolder}, --data) cannot be used: {e.Message}";
        }

        return null;
    }

    /// <summary>Gives the folder free for another AppHost.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        var file = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new AlreadyInUseException(file, e);
        }
    }

    private void Empty()
    {
        foreach (var folder in Owned.Select(name => Path.Combine(FullPath, name)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class AlreadyInUseException(string file, Exception inner) : Exception(file, inner);
}
