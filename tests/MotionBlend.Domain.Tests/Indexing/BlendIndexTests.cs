using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Tests.Indexing;

public sealed class BlendIndexTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 14, 5, 1, 123, TimeSpan.FromHours(2));

    [Fact]
    public void NewIndexName_OfATime_IsInUtcAndIsAnIndexOfTheAlias()
    {
        var name = BlendIndex.NewIndexName("mb_blends_v1", Noon);

        Assert.Equal("mb_blends_v1-20261124t120501.123", name);
        Assert.True(BlendIndex.IsIndexOf("mb_blends_v1", name));
    }

    [Fact]
    public void NewIndexName_OfALaterTime_SortsAfter() =>
        Assert.True(string.CompareOrdinal(BlendIndex.NewIndexName("a", Noon), BlendIndex.NewIndexName("a", Noon.AddMilliseconds(1))) < 0);

    [Theory]
    [InlineData("mb_blends_v1")]
    [InlineData("mb_blends_v1-")]
    [InlineData("mb_blends_v1-backup")]
    [InlineData("mb_blends_v1-20261124t120501.123-old")]
    [InlineData("mb_blends_v1-20261124t120501.123\n")]
    [InlineData("other-20261124t120501.123")]
    public void IsIndexOf_AnotherName_IsFalse(string name) => Assert.False(BlendIndex.IsIndexOf("mb_blends_v1", name));
}
