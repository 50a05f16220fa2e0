using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.State;

/// <summary>
/// How links change a filter. <c>Only..</c> is a drill-down: the filter AND one bucket, so the number on the bucket is the number
/// of rows behind the link. The others edit one member and leave the rest.
/// </summary>
public static class FilterEdits
{
    /// <summary>The blends of any of some categories among those of the filter; null when it lets none of them pass.</summary>
    public static BlendFilter? Only(this BlendFilter filter, params IReadOnlyList<QualityCategory> categories)
    {
        QualityCategory[] both = filter.Categories.Count == 0 ? [.. categories] : [.. filter.Categories.Intersect(categories)];
        return both.Length == 0 ? null : filter with { Categories = both };
    }

    /// <summary>
    /// The blends with one flag among those of the filter; null when the address cannot say that: flags in a filter are
    /// alternatives, so "rough and spike" has no form.
    /// </summary>
    public static BlendFilter? Only(this BlendFilter filter, QualityIssue issue) =>
        filter.Clean == true || (filter.Issues.Count > 0 && !filter.Issues.Contains(issue))
            ? null
            : filter with { Issues = [issue], Clean = null };

    /// <summary>The blends with any flag among those of the filter; null when it lets none pass.</summary>
    public static BlendFilter? OnlyFlagged(this BlendFilter filter) =>
        filter.Clean == true ? null : filter.Issues.Count > 0 ? filter : filter with { Clean = false };

    /// <summary>
    /// The blends within a range of a metric among those of the filter: its own range of the metric is narrowed. Null when the
    /// two do not meet, so that no blend can be meant.
    /// </summary>
    public static BlendFilter? Only(this BlendFilter filter, BlendMetric metric, NumberRange range)
    {
        var own = filter.Range(metric);
        if (own is null)
        {
            return filter.With(metric, range);
        }

        var both = Intersect(own.Value, range);
        return both is { From: { } from, To: { } to } && (from > to || (from == to && both.ExcludesTo))
            ? null
            : filter.With(metric, both);
    }

    /// <summary>The range of a metric in the filter, or null.</summary>
    public static NumberRange? Range(this BlendFilter filter, BlendMetric metric)
    {
        foreach (var range in filter.Ranges)
        {
            if (range.Metric == metric)
            {
                return range.Range;
            }
        }

        return null;
    }

    /// <summary>Sets the one range of a metric, or takes it away.</summary>
    public static BlendFilter With(this BlendFilter filter, BlendMetric metric, NumberRange? range)
    {
        var others = filter.Ranges.Where(other => other.Metric != metric);
        var all = range is { } set ? others.Append(new MetricRange(metric, set)) : others;
        return filter with { Ranges = [.. BlendMetric.All.SelectMany(known => all.Where(item => item.Metric == known))] };
    }

    /// <summary>Adds a category to the filter or takes it away.</summary>
    public static BlendFilter Toggle(this BlendFilter filter, QualityCategory category) =>
        filter with { Categories = Toggle(filter.Categories, category) };

    /// <summary>Adds a method to the filter or takes it away.</summary>
    public static BlendFilter Toggle(this BlendFilter filter, BlendMethod method) =>
        filter with { Methods = Toggle(filter.Methods, method) };

    /// <summary>Adds a flag to the filter or takes it away.</summary>
    public static BlendFilter Toggle(this BlendFilter filter, QualityIssue issue) =>
        filter with { Issues = Toggle(filter.Issues, issue), Clean = null };

    /// <summary>Only unflagged blends (true), only flagged ones (false), or both (null).</summary>
    public static BlendFilter WithClean(this BlendFilter filter, bool? clean) => filter with { Clean = clean, Issues = [] };

    private static T[] Toggle<T>(IReadOnlyList<T> values, T value)
        where T : struct, Enum =>
        values.Contains(value) ? [.. values.Where(other => !other.Equals(value))] : [.. values.Append(value).Order()];

    private static NumberRange Intersect(NumberRange one, NumberRange other)
    {
        var from = one.From is null || other.From is null ? one.From ?? other.From : Math.Max(one.From.Value, other.From.Value);
        if (one.To is null || other.To is null)
        {
            var bounded = one.To is null ? other : one;
            return new NumberRange(from, bounded.To, bounded.ExcludesTo);
        }

        return one.To == other.To
            ? new NumberRange(from, one.To, one.ExcludesTo || other.ExcludesTo)
            : new NumberRange(from, Math.Min(one.To.Value, other.To.Value), one.To < other.To ? one.ExcludesTo : other.ExcludesTo);
    }
}
