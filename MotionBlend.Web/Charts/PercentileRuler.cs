using MotionBlend.Domain.Analytics;

namespace MotionBlend.Web.Charts;

/// <summary>Percentiles of the score on a line from 0 to 1.</summary>
/// <param name="Marks">The five marks from left to right.</param>
public sealed record PercentileRuler(IReadOnlyList<RulerMark> Marks)
{
    /// <summary>Two labels in one line closer than this share of the ruler would touch.</summary>
    public const double LabelWidth = 0.115;

    private const int Lines = 2;
    private static readonly string[] Order = ["p5", "p25", "median", "p75", "p95"];

    /// <summary>
    /// Lays the ruler out. Labels that would touch go to the second line; where that is full too, only the tick stays. The median
    /// is labelled first, then the ends, then the quartiles.
    /// </summary>
    public static PercentileRuler Of(ScorePercentiles percentiles)
    {
        (string Name, double At)[] byImportance =
        [
            ("median", percentiles.P50), ("p5", percentiles.P5), ("p95", percentiles.P95), ("p25", percentiles.P25), ("p75", percentiles.P75),
        ];
        var marks = new List<RulerMark>();
        foreach (var (name, at) in byImportance)
        {
            int? line = null;
            for (var candidate = 0; candidate < Lines && line is null; candidate++)
            {
                line = marks.Exists(mark => mark.Line == candidate && Math.Abs(mark.At - at) < LabelWidth) ? null : candidate;
            }

            marks.Add(new RulerMark(name, at, line));
        }

        return new PercentileRuler([.. marks.OrderBy(mark => mark.At).ThenBy(mark => Array.IndexOf(Order, mark.Name))]);
    }
}

/// <summary>One percentile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">The score, 0 to 1, which is also its place.</param>
/// <param name="Line">Line of its label, from 0; null where there is no room for one.</param>
public sealed record RulerMark(string Name, double At, int? Line);
