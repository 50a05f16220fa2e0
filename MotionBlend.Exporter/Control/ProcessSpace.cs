namespace MotionBlend.Exporter.Control;

/// <summary>
/// Which processes see each other: two with the same name here may ask whether the other runs. A host's name does not say that, as containers
/// may share it (every instance of Cloud Run is <c>localhost</c>), and in each the first process has the number 1.
/// </summary>
internal static class ProcessSpace
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private const string Namespace = "/proc/self/ns/pid";

    /// <summary>
    /// The space of this process: on Linux the boot of the kernel and the namespace of process ids (pid_namespaces(7)), elsewhere the machine's name. Null
    /// where it cannot be known.
    /// </summary>
    public static string? Current { get; } = OperatingSystem.IsLinux() ? OfLinux() : Environment.MachineName;

    private static string? OfLinux()
    {
        try
        {
            return new FileInfo(Namespace).LinkTarget is { } link ? $"{File.ReadAllText(BootId).Trim()} {link}" : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A sandbox that shows neither: leases are waited for there.
            return null;
        }
    }
}
