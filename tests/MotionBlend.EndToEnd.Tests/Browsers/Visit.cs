using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MotionBlend.EndToEnd.Tests.Browsers;

/// <summary>One user on one page; what goes wrong in the page meanwhile is kept.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly AxeRunOptions Wcag = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly IBrowserContext _context;
    private readonly List<string> _problems = [];

    public Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _problems.Add($"script error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _problems.Add($"console: {message.Text}");
            }
        };
        page.RequestFailed += (_, request) => _problems.Add($"failed: {request.Url} ({request.Failure})");
        page.Request += (_, request) =>
        {
            if (!new Uri(request.Url).IsLoopback && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _problems.Add($"asks the outside: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors, console errors, failed requests, and requests that leave this machine.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Opens <paramref name="path"/> and waits until the page answers to clicks.</summary>
    public async Task OpenAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        Assert.Equal(200, answer!.Status);
        await Page.Locator(".shell[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>The violations of WCAG 2.2 A and AA that axe finds, one line each.</summary>
    public async Task<IReadOnlyList<string>> AxeViolationsAsync()
    {
        var result = await Page.RunAxe(Wcag);
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Target} {node.Html}"))];
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
