using System.Text.Json;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Tests.Quality;

public sealed class QualityNamesTests
{
    [Fact]
    public void Of_EveryValue_IsWhatJsonWrites()
    {
        Assert.All(Enum.GetValues<QualityCategory>(), value => Assert.Equal($"\"{QualityNames.Of(value)}\"", JsonSerializer.Serialize(value)));
        Assert.All(Enum.GetValues<QualityIssue>(), value => Assert.Equal($"\"{QualityNames.Of(value)}\"", JsonSerializer.Serialize(value)));
        Assert.All(Enum.GetValues<BlendMethod>(), value => Assert.Equal($"\"{QualityNames.Of(value)}\"", JsonSerializer.Serialize(value)));
    }
}
