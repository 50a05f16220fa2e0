using CsCheck;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Tests.Json;

public sealed class JavaNumbersTests
{
    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(3, "3.0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.0001, "1.0E-4")]
    [InlineData(1234567, "1234567.0")]
    [InlineData(12345678, "1.2345678E7")]
    [InlineData(1704067200000, "1.7040672E12")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Text_Double_IsJavas(double value, string expected) => Assert.Equal(expected, JavaNumbers.Text(value));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(0.9808291f, "0.9808291")]
    [InlineData(1e10f, "1.0E10")]
    public void Text_Float_HasTheShortestDigits(float value, string expected) => Assert.Equal(expected, JavaNumbers.Text(value));

    [Fact]
    public void Text_AnyDouble_ReadsBackAsItself() => Gen.Double.Where(double.IsFinite).Sample(value =>
        double.Parse(JavaNumbers.Text(value), System.Globalization.CultureInfo.InvariantCulture).Equals(value));
}
