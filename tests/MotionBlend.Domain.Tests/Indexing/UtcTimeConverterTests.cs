using System.Text.Json;
using CsCheck;
using MotionBlend.Domain.Indexing;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Domain.Tests.Indexing;

public sealed class UtcTimeConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new UtcTimeConverter() } };

    [Theory]
    [InlineData("\"2026-11-20T06:00:00Z\"", "\"2026-11-20T06:00:00Z\"")]
    [InlineData("\"2026-11-20T06:00:00+02:00\"", "\"2026-11-20T04:00:00Z\"")]
    [InlineData("\"2026-11-20T06:00:00.250Z\"", "\"2026-11-20T06:00:00.25Z\"")]
    public void Write_OfRead_IsUtcWithZ(string json, string expected) =>
        Assert.Equal(expected, JsonSerializer.Serialize(JsonSerializer.Deserialize<DateTimeOffset>(json, Options), Options));

    [Fact]
    public void Read_OfWrite_IsTheSameInstant() => Gen.DateTimeOffset.Sample(time =>
        Assert.Equal(time, JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(time, Options), Options)));

    [Fact]
    public void BlendJsonContext_Document_WritesTimesAsTheMartDoes() => Assert.Contains(
        "\"computed_at\":\"2026-11-01T08:06:00Z\"", JsonSerializer.Serialize(BlendBuilder.Blend(), BlendJsonContext.Default.BlendDocument), StringComparison.Ordinal);
}
