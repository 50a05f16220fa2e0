namespace MotionBlend.AppHost.Tests;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("motionblend-apphost-").FullName;

    public void Dispose() => Directory.Delete(FullPath, recursive: true);

    /// <summary>Writes a file and returns its absolute path.</summary>
    public string Write(string name, string content)
    {
        var file = Path.Combine(FullPath, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>Writes a POSIX shell script that can be run as a command.</summary>
    public string WriteCommand(string name, string script)
    {
        var file = Write(name, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }
}
