using System.Globalization;
using System.Text;
using CsCheck;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Tests.Rows;

public sealed class DecimalTextTests
{
    [Fact]
    public void TryRead_ADecimalOfFewDigits_IsTheNearestDouble()
    {
        var digits = Gen.Char['0', '9'];
        Gen.Select(Gen.Bool, Gen.String[digits, 1, 15], Gen.Int[0, 15]).Sample((isNegative, text, decimals) =>
        {
            var whole = text.Length - decimals;
            var number = (isNegative ? "-" : "") + (decimals == 0 || whole < 1 ? text : $"{text[..whole]}.{text[whole..]}");

            Assert.True(DecimalText.TryRead(Encoding.UTF8.GetBytes(number), out var read));
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(number, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(read));
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("+1")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData(" 1")]
    [InlineData("1234567890123456")]
    [InlineData("0.1234567890123456")]
    public void TryRead_AnythingElse_IsLeftToTheGeneralWay(string text) =>
        Assert.False(DecimalText.TryRead(Encoding.UTF8.GetBytes(text), out _));
}
