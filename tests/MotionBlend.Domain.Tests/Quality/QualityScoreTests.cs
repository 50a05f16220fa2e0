using CsCheck;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Tests.Quality;

public sealed class QualityScoreTests
{
    private static readonly Gen<double> Share = Gen.Double[0, 1];
    private static readonly Gen<double> Unbounded = Gen.Double[0, 1e6];

    [Fact]
    public void From_ARealRow_GivesItsScore()
    {
        var score = QualityScore.From(0.858591139, 3.36774611, 8.71303975, 0.523912039);

        Assert.Equal(0.650795582, score.Value, 1e-9);
        Assert.Equal(QualityCategory.Good, score.Category);
    }

    [Fact]
    public void From_CalmMaterial_CannotBeExcellent() => Assert.Equal(0.70, QualityScore.From(1, 0, 0, 1).Value, 1e-12);

    [Fact]
    public void From_AnyMetricsInBounds_LiesBetween0And1() =>
        Gen.Select(Share, Unbounded, Unbounded, Share).Sample((smoothness, diversity, fid, coverage) =>
            QualityScore.From(smoothness, diversity, fid, coverage).Value is >= 0 and <= 1 + 1e-12);

    [Fact]
    public void From_ALowerFid_NeverScoresWorse() =>
        Gen.Select(Share, Unbounded, Unbounded, Unbounded).Sample((share, diversity, one, other) =>
            QualityScore.From(share, diversity, Math.Min(one, other), share).Value
                >= QualityScore.From(share, diversity, Math.Max(one, other), share).Value);

    [Theory]
    [InlineData(1, QualityCategory.Excellent)]
    [InlineData(0.80, QualityCategory.Excellent)]
    [InlineData(0.7999999, QualityCategory.Good)]
    [InlineData(0.65, QualityCategory.Good)]
    [InlineData(0.6499999, QualityCategory.Acceptable)]
    [InlineData(0.50, QualityCategory.Acceptable)]
    [InlineData(0.4999999, QualityCategory.Poor)]
    [InlineData(0, QualityCategory.Poor)]
    public void Categorize_AtABound_TakesTheBetterSide(double score, QualityCategory expected) =>
        Assert.Equal(expected, QualityScore.Categorize(score));
}
