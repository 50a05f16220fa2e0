using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Search;

/// <summary>
/// Which blends are meant. Members combine by AND, the values within one member by OR; an empty member asks for nothing.
/// Its form in addresses and API parameters is that of <see cref="BlendQueryString"/>.
/// </summary>
public sealed record BlendFilter
{
    /// <summary>The filter that lets every blend pass.</summary>
    public static BlendFilter None { get; } = new();

    /// <summary>Categories, any of.</summary>
    public IReadOnlyList<QualityCategory> Categories { get; init; } = [];

    /// <summary>Methods, any of.</summary>
    public IReadOnlyList<BlendMethod> Methods { get; init; } = [];

    /// <summary>Issues that are flagged, any of.</summary>
    public IReadOnlyList<QualityIssue> Issues { get; init; } = [];

    /// <summary>True: only blends without any flag; false: only blends with at least one; null: both. Set, it replaces
    /// <see cref="Issues"/>, as an address holds only one of the two.</summary>
    public bool? Clean { get; init; }

    /// <summary>Left motions, any of.</summary>
    public IReadOnlyList<string> LeftMotions { get; init; } = [];

    /// <summary>Right motions, any of.</summary>
    public IReadOnlyList<string> RightMotions { get; init; } = [];

    /// <summary>Motions on either side, any of.</summary>
    public IReadOnlyList<string> Motions { get; init; } = [];

    /// <summary>Ranges by metric; at most one for each, in the order of <see cref="BlendMetric.All"/>.</summary>
    public IReadOnlyList<MetricRange> Ranges { get; init; } = [];

    /// <summary>Earliest <c>computed_at</c>, included.</summary>
    public TimeBound? Since { get; init; }

    /// <summary>Latest <c>computed_at</c>, excluded.</summary>
    public TimeBound? Until { get; init; }

    /// <summary>True when nothing is asked for.</summary>
    public bool IsEmpty => Equals(None);

    /// <summary>Compares by content, lists by their elements in order.</summary>
    public bool Equals(BlendFilter? other) =>
        other is not null
        && Categories.SequenceEqual(other.Categories)
        && Methods.SequenceEqual(other.Methods)
        && Issues.SequenceEqual(other.Issues)
        && Clean == other.Clean
        && LeftMotions.SequenceEqual(other.LeftMotions, StringComparer.Ordinal)
        && RightMotions.SequenceEqual(other.RightMotions, StringComparer.Ordinal)
        && Motions.SequenceEqual(other.Motions, StringComparer.Ordinal)
        && Ranges.SequenceEqual(other.Ranges)
        && Since == other.Since
        && Until == other.Until;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Categories.Count, Methods.Count, Issues.Count, Clean, Motions.Count, Ranges.Count, Since, Until);
}

/// <summary>A range that a metric must lie in.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Range">The range.</param>
public sealed record MetricRange(BlendMetric Metric, NumberRange Range);
