using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.Columnar;

namespace MotionBlend.Exporter.Tests.Mart.Columnar;

public sealed class JsonCellTests
{
    private delegate void Writer(PooledBuffer target);

    [Fact]
    public void TryDouble_AnyTextOfANumber_IsWrittenAsTheNumberItself()
    {
        var digits = Gen.Char['0', '9'];
        var decimals = Gen.Select(Gen.Bool, Gen.String[digits, 1, 17], Gen.String[digits, 0, 20], (isNegative, whole, fraction) =>
            (isNegative ? "-" : "") + whole + (fraction.Length > 0 ? "." + fraction : ""));
        var scientific = Gen.Double.Where(double.IsFinite).Select(value => value.ToString("E16", CultureInfo.InvariantCulture));
        var shortest = Gen.Double.Where(double.IsFinite).Select(value => value.ToString(CultureInfo.InvariantCulture));
        var small = Gen.Select(Gen.Int[0, 8], Gen.String[digits, 1, 17], (zeros, rest) => "0." + new string('0', zeros) + rest);
        Gen.OneOf(decimals, small, scientific, shortest).Sample(text =>
        {
            var value = double.Parse(text, CultureInfo.InvariantCulture);

            Assert.Equal(Written(target => JsonCell.Double(value, target)), Written(target => Assert.True(JsonCell.TryDouble(Encoding.UTF8.GetBytes(text), target))));
        }, iter: 20_000);
    }

    [Fact]
    public void Double_AnyNumber_ReadsBackTheSame() => Gen.Double.Where(double.IsFinite).Sample(value =>
        JsonSerializer.Deserialize<double>(Written(target => JsonCell.Double(value, target))) == value);

    [Fact]
    public void Double_ANumberOfFewDigits_HasTheShortestText() =>
        Gen.Select(Gen.Long[-9_999_999_999_999_999, 9_999_999_999_999_999], Gen.Int[0, 18]).Sample((mantissa, decimals) =>
        {
            var value = (double)(mantissa / (decimal)Math.Pow(10, decimals));

            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Written(target => JsonCell.Double(value, target)));
        }, iter: 20_000);

    [Fact]
    public void Text_NoUtf8_IsReplaced() =>
        Assert.Equal("\"\uFFFD\\n\"", Written(target => JsonCell.Text([0xff, (byte)'\n'], target)));

    [Fact]
    public void Text_AnyString_ReadsBackTheSame() => Gen.String.Where(text => text.All(letter => !char.IsSurrogate(letter))).Sample(text =>
        JsonSerializer.Deserialize<string>(Written(target => JsonCell.Text(Encoding.UTF8.GetBytes(text), target))) == text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData(" 1")]
    [InlineData("1.2.3")]
    public void TryDouble_NoNumber_WritesNothing(string text) =>
        Assert.Equal("", Written(target => Assert.False(JsonCell.TryDouble(Encoding.UTF8.GetBytes(text), target))));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(253_402_300_800_000_000)]
    public void TryTimestamp_OutsideTheYearsOneTo9999_WritesNothing(long micros) =>
        Assert.Equal("", Written(target => Assert.False(JsonCell.TryTimestamp(micros, target))));

    private static string Written(Writer write)
    {
        var target = new PooledBuffer(64);
        write(target);
        return Encoding.UTF8.GetString(target.Detach(out var length), 0, length);
    }
}
