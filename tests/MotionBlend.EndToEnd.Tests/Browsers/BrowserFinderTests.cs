namespace MotionBlend.EndToEnd.Tests.Browsers;

public sealed class BrowserFinderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("motionblend-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Find_Named_IsUsed()
    {
        var mine = Write("my-browser");

        Assert.Equal(mine, BrowserFinder.Find(mine, path: ""));
    }

    [Fact]
    public void Find_NamedButMissing_SaysSo()
    {
        var error = Assert.Throws<InvalidOperationException>(() => BrowserFinder.Find("/nowhere/chromium", _folder));

        Assert.Equal("BROWSER_PATH names /nowhere/chromium, which does not exist.", error.Message);
    }

    [Fact]
    public void Find_UsualNameOnThePath_IsFound()
    {
        var chrome = Write(OperatingSystem.IsWindows() ? "google-chrome.exe" : "google-chrome");

        Assert.Equal(chrome, BrowserFinder.Find(named: null, string.Join(Path.PathSeparator, "/nowhere", _folder)));
    }

    private string Write(string name)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, "");
        return file;
    }
}
