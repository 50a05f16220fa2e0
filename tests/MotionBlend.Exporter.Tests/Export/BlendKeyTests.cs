using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class BlendKeyTests
{
    [Theory]
    [InlineData("blend_000000000000", 0UL)]
    [InlineData("blend_ffffffffffff", 0xffffffffffffUL)]
    [InlineData("blend_2d0844f50e2a", 0x2d0844f50e2aUL)]
    public void Of_AnId_IsItsHexNumber(string id, ulong expected) => Assert.Equal(expected, BlendKey.Of(id));

    [Fact]
    public void Of_AnythingElse_Throws() => Assert.Throws<ArgumentException>(() => BlendKey.Of("blend_xyz"));
}
