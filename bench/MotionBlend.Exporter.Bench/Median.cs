namespace MotionBlend.Exporter.Bench;

/// <summary>Medians: on a machine that others use too, a mean says more of them than of us.</summary>
internal static class Median
{
    /// <summary>The median of some values, the lower one of two.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}
