using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Search;
using MotionBlend.Web.Configuration;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Layout;

/// <summary>Which blends the page is about, the same bar on every page.</summary>
public sealed partial class ScopeBar : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private string? _text;
    private string? _fault;

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    /// <summary>Blends in the whole index, once asked for; comes along with the prerendered page.</summary>
    [PersistentState]
    public long? Corpus { get; set; }

    [Inject]
    private ScopeTotals Totals { get; set; } = null!;

    [Inject]
    private RefreshSignal Refresh { get; set; } = null!;

    [Inject]
    private BlendApiClient Api { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IOptions<DashboardOptions> Options { get; set; } = null!;

    private BlendFilter Filter => Address.Search.Filter;

    /// <inheritdoc/>
    public void Dispose()
    {
        Totals.Changed -= OnTotalsChanged;
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Totals.Changed += OnTotalsChanged;

    private void OnTotalsChanged() => _ = InvokeAsync(async () =>
    {
        Corpus = Totals.Corpus ?? (Filter.IsEmpty ? Totals.Matched : null) ?? Corpus;
        StateHasChanged();
        if (Corpus is null && Totals.Matched is not null)
        {
            await ReadCorpusAsync();
        }
    });

    // Only where a filter hides the whole: asked once, later loads without a filter bring it along.
    private async Task ReadCorpusAsync()
    {
        try
        {
            var result = await Api.SearchAsync(new BlendSearch { Size = 1 }, _gone.Token);
            if (result.TryGet(out var page, out _))
            {
                Corpus = page.Total;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone; so is the question.
        }
    }

    private void Find()
    {
        _fault = null;
        switch (ScopeQuery.Read(_text ?? "", Address))
        {
            case ScopeQueryResult.Go go:
                _text = null;
                Navigation.NavigateTo(go.Address.Href);
                break;
            case ScopeQueryResult.Fault fault:
                _fault = fault.Message;
                break;
        }
    }
}
