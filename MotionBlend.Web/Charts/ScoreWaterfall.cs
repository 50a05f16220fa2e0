using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Web.Charts;

/// <summary>How a score comes about: from 1.00 down, what each term loses, to the score.</summary>
/// <param name="Steps">The three terms.</param>
/// <param name="Score">What remains.</param>
public sealed record ScoreWaterfall(IReadOnlyList<WaterfallStep> Steps, double Score)
{
    /// <summary>The waterfall of a blend.</summary>
    public static ScoreWaterfall Of(BlendDocument blend)
    {
        var score = QualityScore.From(blend.TransitionSmoothness, blend.GlobalDiversity, blend.Fid, blend.Coverage);
        (string Name, double Points, double Of, string Because)[] terms =
        [
            ("Smoothness", score.Smoothness, QualityScore.SmoothnessWeight,
                $"transition smoothness {Figures.Value(blend.TransitionSmoothness)}"),
            ("Diversity", score.Diversity, QualityScore.DiversityWeight,
                $"global diversity {Figures.Value(blend.GlobalDiversity)} dm², full marks from 10"),
            ("Distribution", score.Distribution, QualityScore.DistributionWeight,
                $"FID {Figures.Value(blend.Fid)} dm², coverage {Figures.Value(blend.Coverage)}"),
        ];
        var steps = new List<WaterfallStep>();
        var from = 1.0;
        foreach (var (name, points, of, because) in terms)
        {
            var to = from - (of - points);
            steps.Add(new WaterfallStep(name, points, of, from, to, because));
            from = to;
        }

        return new ScoreWaterfall(steps, score.Value);
    }

    /// <summary>The finding in a sentence.</summary>
    public string Title
    {
        get
        {
            var worst = Steps.MaxBy(step => step.Lost)!;
            return worst.Lost < 0.005
                ? "Nothing is lost: every term has full marks"
                : string.Create(CultureInfo.InvariantCulture,
                    $"Limited by {worst.Name.ToLowerInvariant()}: it gets {worst.Points:0.00} of {worst.Of:0.00}");
        }
    }
}

/// <summary>One term of the score.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Points gained.</param>
/// <param name="Of">Points possible.</param>
/// <param name="From">Score before its loss.</param>
/// <param name="To">Score after it.</param>
/// <param name="Because">The metrics behind it.</param>
public sealed record WaterfallStep(string Name, double Points, double Of, double From, double To, string Because)
{
    /// <summary>Points lost.</summary>
    public double Lost => Of - Points;
}
