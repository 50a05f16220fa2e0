using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MotionBlend.Api.Client;
using MotionBlend.Web.Configuration;
using MotionBlend.Web.Loading;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Pages;

/// <summary>
/// A page that shows one answer of the API: one call for each change of the address, one on refresh, none when the prerendered
/// page brought the answer along.
/// </summary>
/// <typeparam name="T">The answer, as far as it is shown. Its JSON goes to the browser and back, so it stays under 8 KB.</typeparam>
public abstract class LoadingPage<T> : ComponentBase, IDisposable
    where T : class
{
    // What is read again sooner than this needs no sign that it is under way, and saves the message.
    private static readonly TimeSpan Unnoticed = TimeSpan.FromMilliseconds(100);

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    /// <summary>The question that <see cref="PrerenderedAnswer"/> answers.</summary>
    [PersistentState]
    public string? PrerenderedKey { get; set; }

    /// <summary>The answer that came along with the prerendered page.</summary>
    [PersistentState]
    public T? PrerenderedAnswer { get; set; }

    /// <summary>What the panels show.</summary>
    protected LatestLoad<T> Load { get; } = new();

    /// <summary>The API.</summary>
    [Inject]
    protected BlendApiClient Api { get; set; } = null!;

    /// <summary>The count in the scope bar.</summary>
    [Inject]
    protected ScopeTotals Totals { get; set; } = null!;

    /// <summary>Settings.</summary>
    [Inject]
    protected IOptions<DashboardOptions> Options { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>The request as it is shown when it failed, method and path with query.</summary>
    protected abstract string Request { get; }

    [Inject]
    private RefreshSignal Refresh { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the API.</summary>
    protected abstract Task<ApiResult<T>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Tells the scope bar what was counted.</summary>
    protected abstract void Report(T answer);

    /// <summary>Asks again.</summary>
    protected async Task ReloadAsync()
    {
        var run = RunAsync();
        if (await Task.WhenAny(run, Task.Delay(Unnoticed, Clock)) != run)
        {
            StateHasChanged();
        }

        await run;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Refresh.Requested += OnRefreshAsync;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (Load.Key == Request)
        {
            return Task.CompletedTask;
        }

        if (PrerenderedKey == Request && PrerenderedAnswer is { } answer)
        {
            Load.Adopt(Request, answer);
            Report(answer);
            return Task.CompletedTask;
        }

        var run = RunAsync();
        return RendererInfo.IsInteractive ? run : Task.WhenAny(run, Task.Delay(Options.Value.PrerenderBudget, Clock));
    }

    /// <summary>Stops what is under way.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Refresh.Requested -= OnRefreshAsync;
            Load.Dispose();
        }
    }

    private Task OnRefreshAsync() => InvokeAsync(ReloadAsync);

    private async Task RunAsync()
    {
        if (!await Load.RunAsync(Request, ReadAsync))
        {
            return;
        }

        if (Load is { Value: { } answer, Failure: null })
        {
            (PrerenderedKey, PrerenderedAnswer) = (Request, answer);
            Report(answer);
        }
        else if (Load.Value is null)
        {
            Totals.Forget();
        }
    }
}
