using MotionBlend.Domain.Search;

namespace MotionBlend.Domain.Tests.Search;

public sealed class BlendPageTests
{
    [Theory]
    [InlineData(0, 25, 1)]
    [InlineData(25, 25, 1)]
    [InlineData(26, 25, 2)]
    [InlineData(11_340, 25, 400)]
    [InlineData(11_340, 500, 20)]
    [InlineData(10_000_000_000, 1, 10_000)]
    public void PageCount_OfTotal_CountsWhatCanBeAskedFor(long total, int size, int pages) =>
        Assert.Equal(pages, new BlendPage(total, 1, size, [], 0).PageCount);
}
