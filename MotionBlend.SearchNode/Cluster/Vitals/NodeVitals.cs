using System.Diagnostics;
using System.Globalization;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Cluster.Vitals;

/// <summary>
/// How machine, process and disk are at this moment. What the system does not tell (the files of <c>/proc</c> are Linux's) is -1, as
/// Elasticsearch has it.
/// </summary>
internal sealed class NodeVitals(NodeStorage storage, TimeProvider clock)
{
    private readonly CpuMeter _machine = new();
    private readonly CpuMeter _process = new();

    /// <summary>When the process started, milliseconds since 1970.</summary>
    public static long StartedMillis => new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds();

    public long UptimeMillis => Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - StartedMillis);

    /// <summary>Load averages over 1, 5 and 15 minutes; null where there are none.</summary>
    public static double[]? LoadAverages => ProcFile("/proc/loadavg") is { } text
        ? [.. text.Split(' ').Take(3).Select(value => double.Parse(value, CultureInfo.InvariantCulture))]
        : null;

    /// <summary>Physical memory of the machine, and what of it is free, in bytes.</summary>
    public static (long Total, long Free) Memory => (ProcKilobytes("/proc/meminfo", "MemTotal:"), ProcKilobytes("/proc/meminfo", "MemAvailable:")) is var (total, free) and ( > 0, >= 0)
        ? (total, free)
        : (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Math.Max(0, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetGCMemoryInfo().MemoryLoadBytes));

    /// <summary>Swap of the machine, and what of it is free, in bytes.</summary>
    public static (long Total, long Free) Swap =>
        (Math.Max(0, ProcKilobytes("/proc/meminfo", "SwapTotal:")), Math.Max(0, ProcKilobytes("/proc/meminfo", "SwapFree:")));

    public static long OpenFiles => Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : -1;

    public static long MaxOpenFiles => ProcFile("/proc/self/limits")?.Split('\n').FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture, out var files)
            ? files
            : -1;

    public static long VirtualMemory => Process.GetCurrentProcess().VirtualMemorySize64;

    /// <summary>Bytes that the process has in memory: managed heap and database.</summary>
    public static long ResidentMemory => Environment.WorkingSet;

    public static long ProcessCpuMillis => (long)Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;

    public static int Threads => Process.GetCurrentProcess().Threads.Count;

    /// <summary>Size, free and available bytes of the disk that holds the data folder, its mount point and file system.</summary>
    public (long Total, long Free, long Available, string Mount, string Type) Disk
    {
        get
        {
            var path = Path.GetFullPath(storage.FolderPath);
            var drive = DriveInfo.GetDrives()
                .Where(d => d.IsReady && path.StartsWith(d.RootDirectory.FullName, StringComparison.Ordinal) && d.TotalSize > 0)
                .MaxBy(d => d.RootDirectory.FullName.Length) ?? new DriveInfo(path);
            return (drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace, drive.RootDirectory.FullName, drive.DriveFormat);
        }
    }

    /// <summary>Use of the machine's processors since the last look, in percent.</summary>
    public int MachineCpuPercent()
    {
        if (ProcFile("/proc/stat")?.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, .. var fields])
            return -1;
        var ticks = fields.Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        // The fourth and fifth are idle time and waiting for input and output.
        return _machine.Percent(ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }

    /// <summary>Use of the machine's processors by this process since the last look, in percent.</summary>
    public int ProcessCpuPercent() => _process.Percent(
        Process.GetCurrentProcess().TotalProcessorTime.Ticks,
        (long)(clock.GetElapsedTime(0).Ticks * (double)Environment.ProcessorCount));

    private static long ProcKilobytes(string file, string key) =>
        ProcFile(file)?.Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024
            : -1;

    private static string? ProcFile(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
