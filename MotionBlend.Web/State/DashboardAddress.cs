using MotionBlend.Domain.Quality.Rules;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.State;

/// <summary>
/// All state of a page and its twin in the address bar: <c>PATH?FILTER&amp;sort=..&amp;page=..&amp;sel=BLEND</c>, in the grammar of
/// <see cref="BlendQueryString"/>. <see cref="Parse"/> and <see cref="Href"/> are each other's inverse.
/// </summary>
public sealed record DashboardAddress
{
    /// <summary>Path of the overview.</summary>
    public const string OverviewPath = "/";

    /// <summary>Path of the list of blends.</summary>
    public const string ExplorePath = "/explore";

    /// <summary>Path of the cluster page.</summary>
    public const string ClusterPath = "/cluster";

    /// <summary>A blend's page lies below this path.</summary>
    public const string BlendsPath = "/blends/";

    private const string SelectedParameter = "sel";

    /// <summary>Path below the application's base, with its leading slash.</summary>
    public required string Path { get; init; }

    /// <summary>Which blends, in what order, which page.</summary>
    public BlendSearch Search { get; init; } = new();

    /// <summary>Id of the blend whose detail is open beside the list; null for none.</summary>
    public string? Selected { get; init; }

    /// <summary>What could not be read. Never written back: a new link leaves it out.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The address, starting with the path; defaults are left out.</summary>
    public string Href
    {
        get
        {
            var parameters = BlendQueryString.Format(Search);
            if (Selected is not null)
            {
                parameters = parameters.Append(new(SelectedParameter, Selected));
            }

            var query = BlendQueryString.Join(parameters);
            return query.Length == 0 ? Path : Path + "?" + query;
        }
    }

    /// <summary>Reads an address; what cannot be read is left out and stands in <see cref="Errors"/>.</summary>
    /// <param name="pathAndQuery">Path below the application's base and query, with or without a leading slash, without fragment.</param>
    public static DashboardAddress Parse(string pathAndQuery)
    {
        var at = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = at < 0 ? pathAndQuery : pathAndQuery[..at];
        var parameters = AddressQuery.Read(at < 0 ? "" : pathAndQuery[(at + 1)..]);
        var search = BlendQueryString.Parse(parameters.Where(parameter => parameter.Key != SelectedParameter), out var errors);
        string? selected = null;
        foreach (var (_, value) in parameters.Where(parameter => parameter.Key == SelectedParameter))
        {
            if (selected is null && BlendIdRule.IsBlendId(value))
            {
                selected = value;
            }
            else
            {
                errors = [.. errors, new FieldError(SelectedParameter, value, "must be one blend id, blend_ and 12 hex digits")];
            }
        }

        return new DashboardAddress
        {
            Path = "/" + path.TrimStart('/'),
            Search = search,
            Selected = selected,
            Errors = errors,
        };
    }

    /// <summary>The same state on another page of the dashboard: the filter stays, the list's place does not.</summary>
    public DashboardAddress On(string path) => new() { Path = path, Search = new BlendSearch { Filter = Search.Filter } };

    /// <summary>The list of blends that a filter lets pass, in the order chosen.</summary>
    public DashboardAddress Explore(BlendFilter filter) =>
        new() { Path = ExplorePath, Search = new BlendSearch { Filter = filter, Sort = Search.Sort, Size = Search.Size } };

    /// <summary>The same page with another filter, from its first row.</summary>
    public DashboardAddress With(BlendFilter filter) => this with
    {
        Search = Search with { Filter = filter, Page = 1 },
        Selected = null,
        Errors = [],
    };

    /// <summary>The same page in another order, from its first row.</summary>
    public DashboardAddress With(BlendSort sort) => this with
    {
        Search = Search with { Sort = sort, Page = 1 },
        Errors = [],
    };

    /// <summary>Another page of the same list.</summary>
    public DashboardAddress WithPage(int page) => this with
    {
        Search = Search with { Page = page },
        Selected = null,
        Errors = [],
    };

    /// <summary>The same list with another blend open, or none.</summary>
    public DashboardAddress WithSelected(string? blendId) => this with { Selected = blendId, Errors = [] };

    /// <summary>A blend's own page; the list it was found in stays in the address.</summary>
    public DashboardAddress Blend(string blendId) => this with { Path = BlendsPath + blendId, Selected = null, Errors = [] };

    /// <summary>Compares by content.</summary>
    public bool Equals(DashboardAddress? other) =>
        other is not null && Href == other.Href && Errors.SequenceEqual(other.Errors);

    /// <inheritdoc/>
    public override int GetHashCode() => Href.GetHashCode(StringComparison.Ordinal);
}
