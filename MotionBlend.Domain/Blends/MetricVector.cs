using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Blends;

/// <summary>
/// A blend as a point among others: its 14 measured metrics, each as a robust z-score, so that blends near to each other are alike.
/// The three ratios and the score are left out, since they follow from these.
/// </summary>
/// <remarks>
/// A robust z-score is (value - median) / (1.4826 * MAD), MAD being the median of the distances from the median; the factor makes the scale
/// that of a standard deviation where values are normal (Rousseeuw and Croux 1993). Medians and scales are those of the 11,340 blends of
/// <c>samples/mart_blend_snn_metrics.ndjson.gz</c>. They are constants, and not those of each export, so that vectors of different exports can be
/// compared; a test recomputes them from the sample. Scores are clipped to 4, lest one metric far out hides all others, and kept in thousandths.
/// </remarks>
public static class MetricVector
{
    /// <summary>The document's field. The mart does not have it: the exporter adds it to each row.</summary>
    public const string Field = "metric_vector";

    /// <summary>Largest score, in thousandths.</summary>
    public const int Clip = 4000;

    /// <summary>How far a score counts: one of them is so many thousandths.</summary>
    private const int Thousand = 1000;

    /// <summary>The metrics in their order in the vector.</summary>
    public static IReadOnlyList<MetricScale> Scales { get; } =
    [
        new(BlendFields.Fid, 15.0746846, 12.0353393),
        new(BlendFields.Coverage, 0.484447941, 0.0439245973),
        new(BlendFields.GlobalDiversity, 7.7850785, 5.26123561),
        new(BlendFields.LocalDiversity, 1.85345845, 0.537439957),
        new(BlendFields.InterDiversity, 0.763510257, 0.0620058843),
        new(BlendFields.IntraDiversity, 0.232044476, 0.094133893),
        new(BlendFields.L2VelocityMean, 0.114761743, 0.0259027507),
        new(BlendFields.L2VelocityStd, 0.144329386, 0.0382614545),
        new(BlendFields.L2VelocityMax, 1.70150355, 0.724549496),
        new(BlendFields.L2VelocityTransition, 0.145922059, 0.0538606448),
        new(BlendFields.L2AccelerationMean, 0.0844022991, 0.0191130993),
        new(BlendFields.L2AccelerationStd, 0.11431483, 0.0335736788),
        new(BlendFields.L2AccelerationMax, 1.5760539, 0.842721908),
        new(BlendFields.L2AccelerationTransition, 0.109559177, 0.0420823237),
    ];

    /// <summary>The vector of a blend: 14 numbers from -4 to 4 in steps of a thousandth.</summary>
    /// <param name="blend">A blend whose metrics are finite.</param>
    public static float[] Of(BlendDocument blend) =>
        [.. Scales.Select(scale => scale.Thousandths(BlendMetric.Of(scale.Field).Of(blend)) / (float)Thousand)];
}

/// <summary>What turns a metric into a score: its median and a robust measure of its spread, in the metric's unit.</summary>
/// <param name="Field">The metric's field.</param>
/// <param name="Median">Median.</param>
/// <param name="Spread">1.4826 times the median distance from the median.</param>
public sealed record MetricScale(string Field, double Median, double Spread)
{
    /// <summary>The clipped score of a value in thousandths.</summary>
    /// <param name="value">A finite value.</param>
    public int Thousandths(double value) =>
        (int)Math.Round(Math.Clamp((value - Median) / Spread * 1000, -MetricVector.Clip, MetricVector.Clip));
}
