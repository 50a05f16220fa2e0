using Microsoft.AspNetCore.Components;
using MotionBlend.Domain.Search;
using MotionBlend.Web.Charts;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Layout;

/// <summary>The range of <c>computed_at</c>: an age, or two days. The day after "until" is the first one left out.</summary>
public sealed partial class TimeMenu
{
    private static readonly int[] Days = [1, 7, 30, 90];
    private DateOnly? _from;
    private DateOnly? _until;
    private string? _fault;

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private BlendFilter Filter => Address.Search.Filter;

    private bool IsAny => Filter is { Since: null, Until: null };

    private string Label => (Filter.Since, Filter.Until) switch
    {
        (null, null) => "Any time",
        ({ Age: { } age }, null) => $"Last {Figures.Age(age)}",
        ({ } since, null) => $"Since {Text(since)}",
        (null, { } until) => $"Until {Text(until)}",
        ({ } since, { } until) => $"{Text(since)} – {Text(until)}",
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _from = Day(Filter.Since);
        _until = Day(Filter.Until)?.AddDays(-1);
        _fault = null;
    }

    private static DateOnly? Day(TimeBound? bound) => bound?.At is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null;

    private static string Text(TimeBound bound) => bound.At is { } at ? Figures.Day(at) : $"{bound} ago";

    private static TimeBound Bound(DateOnly day) => TimeBound.Fixed(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    private string Href(int? days) => Address.With(Filter with
    {
        Since = days is { } count ? TimeBound.Ago(TimeSpan.FromDays(count)) : null,
        Until = null,
    }).Href;

    private bool IsLast(int days) => Filter is { Since.Age: { } age, Until: null } && age == TimeSpan.FromDays(days);

    private void Apply()
    {
        if (_from > _until)
        {
            _fault = "The first day lies after the last.";
            return;
        }

        Navigation.NavigateTo(Address.With(Filter with
        {
            Since = _from is { } from ? Bound(from) : null,
            Until = _until is { } until ? Bound(until.AddDays(1)) : null,
        }).Href);
    }
}
