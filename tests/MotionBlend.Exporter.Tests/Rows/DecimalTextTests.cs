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

    [Theory]
    [InlineData("12.5,\"a\":1}", 4, 12.5)]
    [InlineData("-0.25}", 5, -0.25)]
    [InlineData("0,", 1, 0)]
    [InlineData("10}", 2, 10)]
    [InlineData("123456789012345,", 15, 123456789012345)]
    [InlineData("1234567890123456,", 16, double.NaN)]
    [InlineData("99999999999999999999999999,", 26, double.NaN)]
    public void ReadMember_ANumber_GivesItsLengthAndValue(string text, int length, double number)
    {
        Assert.Equal(length, DecimalText.ReadMember(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(number, read);
    }

    [Fact]
    public void ReadMember_DecimalsOfWhichOneMayBeNoDigit_GivesWhatReadingTheTextGives() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 999], Gen.String[Gen.Char['0', '9'], 1, 14], Gen.Int[0, 40], Gen.Char['\0', '\u00ff']).Sample((isNegative, whole, decimals, place, other) =>
        {
            var spoiled = place < decimals.Length ? $"{decimals[..place]}{other}{decimals[(place + 1)..]}" : decimals;
            var text = string.Create(CultureInfo.InvariantCulture, $"{(isNegative ? "-" : "")}{whole}.{spoiled}");
            var length = DecimalText.ReadMember(Encoding.Latin1.GetBytes(text + ","), out var read);
            if (spoiled.All(char.IsAsciiDigit))
            {
                var isExact = whole.ToString(CultureInfo.InvariantCulture).Length + decimals.Length <= 15;
                Assert.Equal(text.Length, length);
                Assert.Equal(isExact ? BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)) : BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(read));
            }
            else
            {
                // A comma or a brace ends a number after its first decimals.
                Assert.Equal(other is ',' or '}' && place > 0 ? text.IndexOf(other, StringComparison.Ordinal) : 0, length);
            }
        }, iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("-}")]
    [InlineData("01,")]
    [InlineData("-01,")]
    [InlineData(".5,")]
    [InlineData("5.,")]
    [InlineData("5.}")]
    [InlineData("1.2.3,")]
    [InlineData("1e5,")]
    [InlineData("1 ,")]
    [InlineData("null,")]
    public void ReadMember_AnythingElse_IsLeftToTheGeneralWay(string text) =>
        Assert.Equal(0, DecimalText.ReadMember(Encoding.UTF8.GetBytes(text), out _));
}
