using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Search;

namespace MotionBlend.Domain.Tests.Search;

public sealed class BlendSortTests
{
    public static TheoryData<string> Keys => [.. BlendSort.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void TryParse_EveryKey_NamesAFieldOfTheMapping(string key)
    {
        Assert.True(BlendSort.TryParse("-" + key, out var sort));
        Assert.True(sort.Descending);
        Assert.Contains(sort.Field, BlendIndexMapping.Fields.Select(field => field.Field));
        Assert.Equal("-" + key, sort.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--fid")]
    [InlineData("Fid")]
    public void TryParse_UnknownKey_IsFalse(string text) => Assert.False(BlendSort.TryParse(text, out _));
}
