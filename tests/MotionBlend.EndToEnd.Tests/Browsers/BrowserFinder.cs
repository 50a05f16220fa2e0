using System.Diagnostics;

namespace MotionBlend.EndToEnd.Tests.Browsers;

/// <summary>
/// Finds a Chromium, or installs one: <c>BROWSER_PATH</c>, then the usual names, then Playwright's own download, then
/// Debian's package.
/// </summary>
internal static class BrowserFinder
{
    public const string Variable = "BROWSER_PATH";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(4);

    /// <summary>Path of the browser; null where Playwright installed its own, which it then finds by itself.</summary>
    /// <exception cref="InvalidOperationException">There is none, and none could be installed.</exception>
    public static async Task<string?> FindOrInstallAsync(CancellationToken cancellationToken)
    {
        if (Find(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("PATH") ?? "") is { } found)
        {
            return found;
        }

        if (await RunPlaywrightAsync(cancellationToken))
        {
            return null;
        }

        if (await RunAsync("apt-get", ["update", "-qq"], cancellationToken)
            && await RunAsync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"], cancellationToken)
            && Find(null, Environment.GetEnvironmentVariable("PATH") ?? "") is { } installed)
        {
            return installed;
        }

        throw new InvalidOperationException(
            $"No browser for the end-to-end tests: set {Variable} to a Chromium or Chrome, or install one (Debian: apt-get install chromium).");
    }

    /// <summary>The browser named, else the first of the usual ones; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">The one named does not exist: another would hide the mistake.</exception>
    internal static string? Find(string? named, string path)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, which does not exist.");
        }

        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name + extension)))
            .Concat(Places)
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Playwright's own install command; it writes what it does to standard output.</summary>
    private static async Task<bool> RunPlaywrightAsync(CancellationToken cancellationToken)
    {
        var install = Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"]), cancellationToken);
        return await Task.WhenAny(install, Task.Delay(InstallLimit, cancellationToken)) == install && await install == 0;
    }

    private static async Task<bool> RunAsync(string command, string[] arguments, CancellationToken cancellationToken)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command))))
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(InstallLimit);
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode == 0;
    }
}
