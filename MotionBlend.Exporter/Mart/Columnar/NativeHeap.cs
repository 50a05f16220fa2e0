using System.Runtime.InteropServices;

namespace MotionBlend.Exporter.Mart.Columnar;

/// <summary>The heap of native libraries.</summary>
internal static class NativeHeap
{
    /// <summary>
    /// Lets free memory go: glibc keeps what a library has freed, in pieces that nothing else may ever use. Elsewhere it does nothing.
    /// See malloc_trim(3).
    /// </summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library, which does as it likes.
        }
    }

    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nuint padding);
}
