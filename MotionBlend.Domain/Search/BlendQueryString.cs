using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Search;

/// <summary>
/// The one grammar of a <see cref="BlendSearch"/> in addresses: the dashboard's pages and the API's parameters share it, so what
/// works in one works in the other. Example:
/// <c>cat=poor,acceptable&amp;flag=spike&amp;quality=0.42..0.5&amp;method=linear&amp;left=cmu_02_01&amp;since=7d&amp;sort=-fid&amp;page=3</c>.
/// </summary>
public static class BlendQueryString
{
    /// <summary>Longest list of values in one parameter.</summary>
    public const int MaxValues = 100;

    private const string Category = "cat";
    private const string Flag = "flag";
    private const string Method = "method";
    private const string Left = "left";
    private const string Right = "right";
    private const string Motion = "motion";
    private const string Since = "since";
    private const string Until = "until";
    private const string Sort = "sort";
    internal const string PageParameter = "page";
    private const string Size = "size";
    private const string Any = "any";
    private const string NoFlag = "none";

    private static readonly Dictionary<string, QualityCategory> Categories =
        Enum.GetValues<QualityCategory>().ToDictionary(QualityNames.Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, BlendMethod> Methods =
        Enum.GetValues<BlendMethod>().ToDictionary(QualityNames.Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, QualityIssue> Issues =
        Enum.GetValues<QualityIssue>().ToDictionary(QualityNames.Of, StringComparer.Ordinal);

    /// <summary>Names of all parameters of a filter.</summary>
    public static IReadOnlyList<string> FilterParameters { get; } =
        [Category, Flag, Method, Left, Right, Motion, .. BlendMetric.All.Select(metric => metric.Key), Since, Until];

    /// <summary>Names of all parameters of a search.</summary>
    public static IReadOnlyList<string> SearchParameters { get; } = [.. FilterParameters, Sort, PageParameter, Size];

    /// <summary>
    /// Reads a search. What cannot be read is left out and reported in <paramref name="errors"/>, unknown names included:
    /// the API refuses then, the dashboard shows it.
    /// </summary>
    /// <param name="parameters">Names and values, decoded. A name given twice is an error.</param>
    /// <param name="errors">Everything that cannot be read, in the order given.</param>
    public static BlendSearch Parse(IEnumerable<KeyValuePair<string, string>> parameters, out IReadOnlyList<FieldError> errors) =>
        Read(parameters, SearchParameters, [], out errors);

    /// <summary>Reads a filter alone, as <see cref="Parse"/> does; order and page are unknown names here.</summary>
    /// <param name="parameters">Names and values, decoded. A name given twice is an error.</param>
    /// <param name="others">Names that the caller reads itself: they are known and skipped.</param>
    /// <param name="errors">Everything that cannot be read, in the order given.</param>
    public static BlendFilter ParseFilter(
        IEnumerable<KeyValuePair<string, string>> parameters, IReadOnlyList<string> others, out IReadOnlyList<FieldError> errors) =>
        Read(parameters, [.. FilterParameters, .. others], others, out errors).Filter;

    /// <summary>Writes a search as parameters in a fixed order, defaults left out; <see cref="Parse"/> gives the same search back.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Format(BlendSearch search)
    {
        foreach (var parameter in Format(search.Filter))
        {
            yield return parameter;
        }

        if (search.Sort != BlendSort.Default)
        {
            yield return new(Sort, search.Sort.ToString());
        }

        if (search.Page != 1)
        {
            yield return new(PageParameter, search.Page.ToString(CultureInfo.InvariantCulture));
        }

        if (search.Size != BlendSearch.DefaultPageSize)
        {
            yield return new(Size, search.Size.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes a filter as parameters in a fixed order, empty ones left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Format(BlendFilter filter)
    {
        (string Name, string Value)[] all =
        [
            (Category, string.Join(',', filter.Categories.Select(QualityNames.Of))),
            (Flag, filter.Clean switch { true => NoFlag, false => Any, null => string.Join(',', filter.Issues.Select(QualityNames.Of)) }),
            (Method, string.Join(',', filter.Methods.Select(QualityNames.Of))),
            (Left, string.Join(',', filter.LeftMotions)),
            (Right, string.Join(',', filter.RightMotions)),
            (Motion, string.Join(',', filter.Motions)),
            .. filter.Ranges.Select(range => (range.Metric.Key, range.Range.ToString())),
            (Since, filter.Since?.ToString() ?? ""),
            (Until, filter.Until?.ToString() ?? ""),
        ];
        return all.Where(parameter => parameter.Value.Length > 0)
            .Select(parameter => new KeyValuePair<string, string>(parameter.Name, parameter.Value));
    }

    /// <summary>Writes parameters as a query string without its question mark, percent-encoded where a URL needs it.</summary>
    public static string Join(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(parameter => parameter.Key + "=" + Encode(parameter.Value)));

    // Commas and dots keep addresses readable; both are legal in a query.
    private static string Encode(string value) => Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal);

    private static BlendSearch Read(
        IEnumerable<KeyValuePair<string, string>> parameters, IReadOnlyList<string> known, IReadOnlyList<string> skipped,
        out IReadOnlyList<FieldError> errors)
    {
        var reader = new BlendQueryReader();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            if (!seen.Add(name))
            {
                reader.Fail(name, value, "is given twice; separate several values by commas");
            }
            else if (!known.Contains(name, StringComparer.Ordinal))
            {
                reader.FailUnknown(name, value, known);
            }
            else if (!skipped.Contains(name, StringComparer.Ordinal))
            {
                Read(reader, name, value);
            }
        }

        errors = reader.Errors;
        return reader.Search();
    }

    private static void Read(BlendQueryReader reader, string name, string value)
    {
        switch (name)
        {
            case Category:
                reader.Categories = reader.Names(name, value, Categories);
                break;
            case Flag when value == Any:
                reader.Clean = false;
                break;
            case Flag when value == NoFlag:
                reader.Clean = true;
                break;
            case Flag:
                reader.Issues = reader.Names(name, value, Issues);
                break;
            case Method:
                reader.Methods = reader.Names(name, value, Methods);
                break;
            case Left:
                reader.LeftMotions = reader.Motions(name, value);
                break;
            case Right:
                reader.RightMotions = reader.Motions(name, value);
                break;
            case Motion:
                reader.EitherMotions = reader.Motions(name, value);
                break;
            case Since:
                reader.Since = reader.Time(name, value);
                break;
            case Until:
                reader.Until = reader.Time(name, value);
                break;
            case Sort:
                reader.ReadSort(name, value);
                break;
            case PageParameter:
                reader.Page = reader.Integer(name, value, BlendSearch.MaxWindow) ?? 1;
                break;
            case Size:
                reader.Size = reader.Integer(name, value, BlendSearch.MaxPageSize) ?? BlendSearch.DefaultPageSize;
                break;
            default:
                reader.ReadRange(name, value);
                break;
        }
    }
}
