using System.Diagnostics;

namespace MotionBlend.SearchNode.Tests.Storage;

/// <summary>A file system of its own in memory, small enough to be filled; made where the machine allows it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 64;

    private readonly string _folder;
    private int _fillers;

    private SmallDisk(string folder) => _folder = folder;

    public string DataFolder => Path.Combine(_folder, "data");

    public long Free => new DriveInfo(_folder).AvailableFreeSpace;

    /// <summary>Mounts it, or skips the test.</summary>
    public static SmallDisk Mount()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "file systems in memory are mounted on Linux");
        var folder = Directory.CreateTempSubdirectory("mb-disk-").FullName;
        var refusal = Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "mb-disk", folder);
        if (refusal is not null)
            Directory.Delete(folder);
        Assert.SkipWhen(refusal is not null, $"a small file system cannot be mounted here: {refusal}");
        return new SmallDisk(folder);
    }

    /// <summary>Takes room until so much is left.</summary>
    public void Fill(long left)
    {
        using var file = File.Create(Path.Combine(_folder, $"filler{_fillers++}"));
        var block = new byte[4096];
        try
        {
            while (Free > left)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException) when (left == 0)
        {
            // It is full.
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Empty()
    {
        foreach (var filler in Directory.EnumerateFiles(_folder, "filler*"))
            File.Delete(filler);
    }

    public void Dispose()
    {
        // Lazily: a process that another test has just begun may hold its parent's files for a moment.
        Run("umount", "-l", _folder);
        Directory.Delete(_folder);
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
