using System.Globalization;

namespace MotionBlend.AppHost.Tests;

/// <summary>What <c>/proc</c> knows of the processes of this machine.</summary>
internal static class ProcessTable
{
    /// <summary>Skips the test, with the reason, where there is no <c>/proc</c>.</summary>
    public static void Required() => Assert.SkipUnless(Directory.Exists("/proc/self"), "This test looks at processes through /proc.");

    /// <summary>Ids of the children of <paramref name="parent"/>.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent)];

    /// <summary>Whether <paramref name="id"/> runs; one that has ended and was not waited for does not.</summary>
    public static bool IsAlive(int id) => Stat(id) is { } fields && fields[0] is not ("Z" or "X");

    /// <summary>The child of <paramref name="parent"/> that runs <paramref name="project"/>.</summary>
    public static int Find(int parent, string project) =>
        ChildrenOf(parent).Single(id => File.ReadAllText($"/proc/{id}/cmdline").Contains($"{project}.dll", StringComparison.Ordinal));

    /// <summary>The variables that a process was started with.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentOf(int id) =>
        File.ReadAllText($"/proc/{id}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=', 2))
            .ToDictionary(variable => variable[0], variable => variable[1]);

    private static int ParentOf(int id) => Stat(id) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;

    /// <summary>The fields of proc_pid_stat(5) from the third on: state, parent, ...; null where the process is gone.</summary>
    private static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended while we looked.
            return null;
        }
    }
}
