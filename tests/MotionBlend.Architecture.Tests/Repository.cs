using System.Xml.Linq;

namespace MotionBlend.Architecture.Tests;

/// <summary>The files of this repository that people write.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", ".git", ".vs", ".idea", ".vscode", "node_modules", "TestResults"];

    /// <summary>Absolute path of the folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths of all files, relative to <see cref="Root"/>, with <c>/</c>.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    /// <summary>C# and Razor sources.</summary>
    public static IEnumerable<string> Sources => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal));

    /// <summary>Every project file.</summary>
    public static IEnumerable<string> Projects => Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    public static bool IsTest(string file) => file.StartsWith("tests/", StringComparison.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static XDocument ReadXml(string file) => XDocument.Parse(Read(file));

    /// <summary>The values of <c>Include</c> of all items of a kind in a project file, whatever their condition.</summary>
    public static IEnumerable<string> Items(string project, string kind) =>
        ReadXml(project).Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        }

        foreach (var file in folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk))
        {
            yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MotionBlend.Aspire.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No MotionBlend.Aspire.sln above {AppContext.BaseDirectory}.");
    }
}
