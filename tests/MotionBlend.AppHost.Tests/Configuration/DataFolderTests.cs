using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost.Tests.Configuration;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_MissingFolder_CreatesIt()
    {
        using var data = DataFolder.Open(Path.Combine(_folder.FullPath, "new", "demo"), fresh: false, out var fault);

        Assert.Null(fault);
        Assert.True(Directory.Exists(data!.FullPath));
    }

    [Fact]
    public void Open_InUse_NamesTheCure()
    {
        using var first = DataFolder.Open(_folder.FullPath, fresh: false, out _);

        var second = DataFolder.Open(_folder.FullPath, fresh: true, out var fault);

        Assert.Null(second);
        Assert.Equal(
            $"the data folder {_folder.FullPath} is in use by another MotionBlend.AppHost: stop that one, or use another folder (--data DIR).",
            fault);
    }

    [Fact]
    public void Open_AfterTheOtherEnded_Works()
    {
        DataFolder.Open(_folder.FullPath, fresh: false, out _)!.Dispose();

        using var again = DataFolder.Open(_folder.FullPath, fresh: false, out var fault);

        Assert.Null(fault);
    }

    [Fact]
    public void Open_NotFresh_KeepsEverything()
    {
        var stored = _folder.Write("search-node/blends.duckdb", "x");

        using var data = DataFolder.Open(_folder.FullPath, fresh: false, out _);

        Assert.True(File.Exists(stored));
    }

    [Fact]
    public void Open_Fresh_RemovesWhatRunsStoredAndNothingElse()
    {
        var stored = _folder.Write("search-node/blends.duckdb", "x");
        var report = _folder.Write("exporter/runs/1/report.json", "x");
        var foreign = _folder.Write("thesis.txt", "x");

        using var data = DataFolder.Open(_folder.FullPath, fresh: true, out _);

        Assert.False(File.Exists(stored));
        Assert.False(File.Exists(report));
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public void Open_PathIsAFile_FaultNamesKeyAndOption()
    {
        var file = _folder.Write("file", "x");

        var data = DataFolder.Open(file, fresh: false, out var fault);

        Assert.Null(data);
        Assert.StartsWith($"the data folder {file} (MotionBlend:DataFolder, --data) cannot be used: ", fault, StringComparison.Ordinal);
    }
}
