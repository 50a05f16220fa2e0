namespace MotionBlend.Architecture.Tests;

/// <summary>Size and names of files: CONTRIBUTING.md, "How we write".</summary>
public sealed class FileTests
{
    private const int SourceLimit = 400;
    private const int TestLimit = 500;
    private const int AppHostLimit = 60;
    private const int LocalRunnerLimit = 800;

    private static readonly string[] AtticNames = ["Common", "Utils", "Utilities", "Helpers", "Misc", "Shared"];

    // Spelled apart, so that this file passes its own check.
    private static readonly string[] LeftOpen = ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "HA" + "CK"];

    [Fact]
    public void Sources_Length_StaysReadable() =>
        Faults.None(Repository.Sources
            .Select(file => (file, lines: Lines(file), limit: Repository.IsTest(file) ? TestLimit : SourceLimit))
            .Where(size => size.lines > size.limit)
            .Select(size => $"{size.file} has {size.lines} lines, the limit is {size.limit}."));

    [Fact]
    public void AppHost_Map_FitsAScreen() => Assert.InRange(Lines("MotionBlend.AppHost/AppHost.cs"), 10, AppHostLimit - 1);

    [Fact]
    public void AppHost_LocalRunner_StaysSmall() =>
        Assert.InRange(
            Repository.Files.Where(file => file.StartsWith("MotionBlend.AppHost/Local/", StringComparison.Ordinal)).Sum(Lines), 100, LocalRunnerLimit - 1);

    [Fact]
    public void Names_NoAttics() =>
        Faults.None(Repository.Files.Where(file =>
            file.Split('/')[..^1].Any(folder => AtticNames.Contains(folder, StringComparer.OrdinalIgnoreCase))
            || Path.GetFileName(file) is "Extensions.cs"
            || AtticNames.Any(name => Path.GetFileNameWithoutExtension(file).EndsWith(name, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))));

    [Fact]
    public void Names_NoStraySpaces() => Faults.None(Repository.Files.Where(file => file.Contains(' ', StringComparison.Ordinal)));

    [Fact]
    public void Sources_NothingIsLeftOpen() =>
        Faults.None(Repository.Sources.SelectMany(file => LeftOpen
            .Where(word => System.Text.RegularExpressions.Regex.IsMatch(Repository.Read(file), $@"\b{word}\b"))
            .Select(word => $"{file}: {word}")));

    [Fact]
    public void Sources_NoRegions() =>
        Faults.None(Repository.Sources.Where(file => Repository.Read(file).Contains("\n#" + "region", StringComparison.Ordinal)));

    [Fact]
    public void Programs_AreTablesOfContents() =>
        Faults.None(Repository.Sources.Where(file => Path.GetFileName(file) == "Program.cs" && Lines(file) > 60));

    private static int Lines(string file) => File.ReadLines(Path.Combine(Repository.Root, file)).Count();
}
