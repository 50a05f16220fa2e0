using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Quality.Rules;

namespace MotionBlend.Domain.Search;

/// <summary>Collects the parts of a search while <see cref="BlendQueryString"/> reads parameters, and every fault.</summary>
internal sealed class BlendQueryReader
{
    private readonly List<FieldError> _errors = [];
    private readonly List<MetricRange> _ranges = [];
    private BlendSort _sort = BlendSort.Default;

    public IReadOnlyList<FieldError> Errors => _errors;

    public IReadOnlyList<QualityCategory> Categories { get; set; } = [];

    public IReadOnlyList<BlendMethod> Methods { get; set; } = [];

    public IReadOnlyList<QualityIssue> Issues { get; set; } = [];

    public bool? Clean { get; set; }

    public IReadOnlyList<string> LeftMotions { get; set; } = [];

    public IReadOnlyList<string> RightMotions { get; set; } = [];

    public IReadOnlyList<string> EitherMotions { get; set; } = [];

    public TimeBound? Since { get; set; }

    public TimeBound? Until { get; set; }

    public int Page { get; set; } = 1;

    public int Size { get; set; } = BlendSearch.DefaultPageSize;

    public BlendSearch Search()
    {
        if ((long)Page * Size > BlendSearch.MaxWindow)
        {
            var last = BlendSearch.MaxWindow / Size;
            Fail(BlendQueryString.PageParameter, Page.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture,
                $"page times size may not pass {BlendSearch.MaxWindow}; the last page of this size is {last}, narrow the filter instead"));
            Page = 1;
        }

        return new BlendSearch
        {
            Filter = new BlendFilter
            {
                Categories = Categories,
                Methods = Methods,
                Issues = Issues,
                Clean = Clean,
                LeftMotions = LeftMotions,
                RightMotions = RightMotions,
                Motions = EitherMotions,
                Ranges = [.. BlendMetric.All.SelectMany(metric => _ranges.Where(range => range.Metric == metric))],
                Since = Since,
                Until = Until,
            },
            Sort = _sort,
            Page = Page,
            Size = Size,
        };
    }

    public void Fail(string name, string value, string message) =>
        _errors.Add(new FieldError(name, FieldError.Cut(value), message));

    public void FailUnknown(string name, string value, IReadOnlyList<string> known) =>
        _errors.Add(FieldError.Unknown(name, value, known));

    public List<T> Names<T>(string name, string value, Dictionary<string, T> known)
        where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var text in Split(name, value))
        {
            if (!known.TryGetValue(text, out var parsed))
            {
                Fail(name, text, "must be one of " + string.Join(", ", known.Keys));
            }
            else if (!values.Contains(parsed))
            {
                values.Add(parsed);
            }
        }

        return values;
    }

    public List<string> Motions(string name, string value)
    {
        var values = new List<string>();
        foreach (var text in Split(name, value))
        {
            if (!MotionIdRule.IsMotionId(text))
            {
                Fail(name, text, "must be motion ids of a-z, 0-9, '_' and '-', separated by commas");
            }
            else if (!values.Contains(text, StringComparer.Ordinal))
            {
                values.Add(text);
            }
        }

        return values;
    }

    public TimeBound? Time(string name, string value)
    {
        if (TimeBound.TryParse(value, out var bound))
        {
            return bound;
        }

        Fail(name, value, "must be an age such as 7d, 12h or 30m, or a date such as 2026-11-20 or 2026-11-20T06:00:00Z");
        return null;
    }

    public int? Integer(string name, string value, int maximum)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= maximum)
        {
            return number;
        }

        Fail(name, value, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 1 to {maximum}"));
        return null;
    }

    public void ReadSort(string name, string value)
    {
        if (BlendSort.TryParse(value, out var sort))
        {
            _sort = sort;
        }
        else
        {
            Fail(name, value, "must be one of " + string.Join(", ", BlendSort.Keys) + ", with a leading '-' for highest first");
        }
    }

    /// <summary>Reads the range of a metric; the caller knows that <paramref name="name"/> is one.</summary>
    public void ReadRange(string name, string value)
    {
        if (BlendMetric.Find(name) is { } metric && NumberRange.TryParse(value, out var range))
        {
            _ranges.Add(new MetricRange(metric, range));
        }
        else
        {
            Fail(name, value, "must be a range such as 0.4..0.5, 0.4..<0.5, 0.4.. or ..0.5");
        }
    }

    private string[] Split(string name, string value)
    {
        var values = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (values.Length is > 0 and <= BlendQueryString.MaxValues)
        {
            return values;
        }

        Fail(name, value, string.Create(CultureInfo.InvariantCulture, $"must be 1 to {BlendQueryString.MaxValues} values, separated by commas"));
        return [];
    }
}
