using MotionBlend.Api.Client;
using MotionBlend.Web.Charts;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Pages;

/// <summary>Exactly the blends that match, 25 at a time. Everything that is chosen stands in the address.</summary>
public sealed partial class Explore
{
    /// <inheritdoc/>
    protected override string Request => ApiRequests.Search(Address.Search);

    private string Title => Load.Value is { } rows ? Headline(rows) : "Explore";

    /// <inheritdoc/>
    protected override async Task<ApiResult<BlendRows>> ReadAsync(CancellationToken cancellationToken)
    {
        var search = Address.Search;
        var result = await Api.SearchAsync(search, cancellationToken);
        return result.TryGet(out var page, out var failure) ? BlendRows.Of(page, search.Sort) : failure;
    }

    /// <inheritdoc/>
    protected override void Report(BlendRows answer) =>
        Totals.Report(answer.Total, Address.Search.Filter.IsEmpty ? answer.Total : null);

    private static string Headline(BlendRows rows) => Figures.Count(rows.Total, "blend");

    private string? Neighbour(int step)
    {
        if (Load.Value is not { } rows)
        {
            return null;
        }

        for (var at = 0; at < rows.Rows.Count; at++)
        {
            if (rows.Rows[at].Id == Address.Selected)
            {
                var next = at + step;
                return next >= 0 && next < rows.Rows.Count ? Address.WithSelected(rows.Rows[next].Id).Href : null;
            }
        }

        return null;
    }
}
