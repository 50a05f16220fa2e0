using System.Text;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Tests.Storage;

public sealed class Murmur3Tests
{
    // Values of the reference implementation.
    [Theory]
    [InlineData("", 0u, 0u)]
    [InlineData("", 1u, 0x514E28B7u)]
    [InlineData("", 0xFFFFFFFFu, 0x81F16F39u)]
    [InlineData("test", 0u, 0xBA6BD213u)]
    [InlineData("aaaa", 0x9747B28Cu, 0x5A97808Au)]
    [InlineData("Hello, world!", 0x9747B28Cu, 0x24884CBAu)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x9747B28Cu, 0x2FA826CDu)]
    public void Hash_OfAText_IsThatOfTheReference(string text, uint seed, uint expected) =>
        Assert.Equal(expected, (uint)Murmur3.Hash(Encoding.UTF8.GetBytes(text), (int)seed));
}
