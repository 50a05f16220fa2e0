using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Blends;

/// <summary>Which direction of a metric is the better one.</summary>
public enum MetricDirection
{
    /// <summary>Neither: it describes the motion.</summary>
    Neutral,

    /// <summary>The lower the better.</summary>
    LowerIsBetter,

    /// <summary>The higher the better.</summary>
    HigherIsBetter,
}

/// <summary>
/// A number that every blend has: its field, the key by which addresses and the API name it, its bounds, unit and direction.
/// The list of all of them is the one place that says which numbers can be filtered, sorted and aggregated.
/// </summary>
public sealed class BlendMetric
{
    private readonly Func<BlendDocument, double> _value;

    private BlendMetric(string field, string label, string unit, double maximum, MetricDirection direction,
        Func<BlendDocument, double> value, string? key = null)
    {
        Field = field;
        Key = key ?? field;
        Label = label;
        Unit = unit;
        Maximum = maximum;
        Direction = direction;
        _value = value;
    }

    /// <summary>All metrics, the score first.</summary>
    public static IReadOnlyList<BlendMetric> All { get; } =
    [
        new(BlendFields.QualityScore, "Quality score", "", 1, MetricDirection.HigherIsBetter, blend => blend.QualityScore, "quality"),
        new(BlendFields.BlendRatio, "Blend ratio", "", 1, MetricDirection.Neutral, blend => blend.BlendRatio, "ratio"),
        new(BlendFields.TransitionSmoothness, "Transition smoothness", "", 1, MetricDirection.HigherIsBetter, blend => blend.TransitionSmoothness),
        new(BlendFields.Fid, "Distribution distance (FID)", "dm²", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.Fid),
        new(BlendFields.Coverage, "Coverage", "", 1, MetricDirection.HigherIsBetter, blend => blend.Coverage),
        new(BlendFields.GlobalDiversity, "Global diversity", "dm²", double.PositiveInfinity, MetricDirection.HigherIsBetter, blend => blend.GlobalDiversity),
        new(BlendFields.LocalDiversity, "Local diversity", "dm²", double.PositiveInfinity, MetricDirection.Neutral, blend => blend.LocalDiversity),
        new(BlendFields.InterDiversity, "Inter-joint diversity", "", 1, MetricDirection.Neutral, blend => blend.InterDiversity),
        new(BlendFields.IntraDiversity, "Intra-joint diversity", "", 1, MetricDirection.Neutral, blend => blend.IntraDiversity),
        new(BlendFields.L2VelocityMean, "Speed change, mean", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2VelocityMean),
        new(BlendFields.L2VelocityStd, "Speed change, deviation", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2VelocityStd),
        new(BlendFields.L2VelocityMax, "Speed change, maximum", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2VelocityMax),
        new(BlendFields.L2VelocityTransition, "Speed change, transition", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2VelocityTransition),
        new(BlendFields.L2AccelerationMean, "Acceleration change, mean", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2AccelerationMean),
        new(BlendFields.L2AccelerationStd, "Acceleration change, deviation", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2AccelerationStd),
        new(BlendFields.L2AccelerationMax, "Acceleration change, maximum", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2AccelerationMax),
        new(BlendFields.L2AccelerationTransition, "Acceleration change, transition", "m/s", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.L2AccelerationTransition),
        new(BlendFields.VelocityRatio, "Velocity ratio", "", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.VelocityRatio),
        new(BlendFields.AccelerationRatio, "Acceleration ratio", "", double.PositiveInfinity, MetricDirection.LowerIsBetter, blend => blend.AccelerationRatio),
    ];

    private static readonly Dictionary<string, BlendMetric> ByField = All.ToDictionary(metric => metric.Field, StringComparer.Ordinal);

    private static readonly Dictionary<string, BlendMetric> ByKey = All.ToDictionary(metric => metric.Key, StringComparer.Ordinal);

    /// <summary>The document's field.</summary>
    public string Field { get; }

    /// <summary>The key in addresses and API parameters: <c>quality</c>, <c>ratio</c>, else the field's name.</summary>
    public string Key { get; }

    /// <summary>Name for people.</summary>
    public string Label { get; }

    /// <summary>Unit for people; empty where there is none.</summary>
    public string Unit { get; }

    /// <summary>Smallest value possible: 0.</summary>
    public double Minimum { get; }

    /// <summary>Largest value possible; infinite where there is no bound.</summary>
    public double Maximum { get; }

    /// <summary>Which direction is the better one.</summary>
    public MetricDirection Direction { get; }

    /// <summary>Finds a metric by its <see cref="Key"/>, or null.</summary>
    public static BlendMetric? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The metric of a field.</summary>
    /// <exception cref="KeyNotFoundException">The field is no metric.</exception>
    public static BlendMetric Of(string field) => ByField[field];

    /// <summary>The metric's value in a blend.</summary>
    public double Of(BlendDocument blend) => _value(blend);

    /// <inheritdoc/>
    public override string ToString() => Field;
}
