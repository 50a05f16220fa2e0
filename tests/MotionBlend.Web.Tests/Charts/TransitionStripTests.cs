using CsCheck;
using MotionBlend.Web.Charts;

namespace MotionBlend.Web.Tests.Charts;

public sealed class TransitionStripTests
{
    [Fact]
    public void Of_AnyBlend_StaysInsideTheStrip() =>
        Gen.Select(Gen.Int[0, 5_000], Gen.Int[1, 300], Gen.Double[0, 20], Gen.Int[0, 2_000]).Sample((start, length, ratio, rest) =>
        {
            var strip = TransitionStrip.Of(start, start + length, ratio, start + length + rest);

            Assert.InRange(strip.WindowX, 0, TransitionStrip.Width - strip.WindowWidth);
            Assert.InRange(strip.WindowWidth, TransitionStrip.MinWindow, TransitionStrip.Width);
            Assert.InRange(strip.WindowHeight, 0, TransitionStrip.Height);
        });

    [Fact]
    public void Of_RatioOfOne_StandsAtTheMaterialsLevel() =>
        Assert.Equal(TransitionStrip.Level, TransitionStrip.Of(300, 330, 1, 600).WindowHeight);

    [Theory]
    [InlineData(1.5, false)]
    [InlineData(4, true)]
    public void IsCut_OnlyAboveTheStrip(double ratio, bool isCut) =>
        Assert.Equal(isCut, TransitionStrip.Of(300, 330, ratio, 600).IsCut);

    [Fact]
    public void Of_WideWindow_IsToScale()
    {
        var strip = TransitionStrip.Of(300, 360, 1, 600);

        Assert.Equal(TransitionStrip.Width / 2, strip.WindowX, 6);
        Assert.Equal(TransitionStrip.Width / 10, strip.WindowWidth, 6);
    }

    [Theory]
    [InlineData(new int[0], 60)]
    [InlineData(new[] { 30 }, 60)]
    [InlineData(new[] { 622, 100 }, 720)]
    public void FramesOf_Ends_LeavesRoomAfterTheLast(int[] ends, int frames) => Assert.Equal(frames, TransitionStrip.FramesOf(ends));
}
