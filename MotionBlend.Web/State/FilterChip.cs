using System.Globalization;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.State;

/// <summary>One active part of a filter as it is shown in the scope bar.</summary>
/// <param name="Name">What is restricted.</param>
/// <param name="Value">To what.</param>
/// <param name="Without">The filter without this part.</param>
public sealed record FilterChip(string Name, string Value, BlendFilter Without)
{
    /// <summary>The chips of a filter, in the order of the grammar. Together they say the whole filter, times excepted.</summary>
    public static IEnumerable<FilterChip> Of(BlendFilter filter)
    {
        if (filter.Categories.Count > 0)
        {
            yield return new("Category", string.Join(" or ", filter.Categories.Select(QualityNames.Of)), filter with { Categories = [] });
        }

        if (filter.Clean is { } clean)
        {
            yield return new("Flags", clean ? "none" : "any", filter.WithClean(null));
        }
        else if (filter.Issues.Count > 0)
        {
            yield return new("Flags", string.Join(" or ", filter.Issues.Select(QualityNames.Of)), filter with { Issues = [] });
        }

        if (filter.Methods.Count > 0)
        {
            yield return new("Method", string.Join(" or ", filter.Methods.Select(QualityNames.Of)), filter with { Methods = [] });
        }

        if (filter.LeftMotions.Count > 0)
        {
            yield return new("Left", string.Join(" or ", filter.LeftMotions), filter with { LeftMotions = [] });
        }

        if (filter.RightMotions.Count > 0)
        {
            yield return new("Right", string.Join(" or ", filter.RightMotions), filter with { RightMotions = [] });
        }

        if (filter.Motions.Count > 0)
        {
            yield return new("Motion", string.Join(" or ", filter.Motions), filter with { Motions = [] });
        }

        foreach (var range in filter.Ranges)
        {
            var unit = range.Metric.Unit.Length == 0 ? "" : " " + range.Metric.Unit;
            yield return new(range.Metric.Label, Text(range.Range) + unit, filter.With(range.Metric, null));
        }
    }

    private static string Text(NumberRange range) => (range.From, range.To) switch
    {
        ({ } from, null) => string.Create(CultureInfo.InvariantCulture, $"from {from}"),
        (null, { } to) => string.Create(CultureInfo.InvariantCulture, $"{(range.ExcludesTo ? "under" : "up to")} {to}"),
        var (from, to) => string.Create(CultureInfo.InvariantCulture, $"{from} – {(range.ExcludesTo ? "<" : "")}{to}"),
    };
}
