using System.Text;
using CsCheck;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Tests.Rows;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2026-10-27T13:13:40Z", "2026-10-27T13:13:40Z", true)]
    [InlineData("2026-10-27T13:13:40.5Z", "2026-10-27T13:13:40.5Z", true)]
    [InlineData("2026-10-27 13:13:40 UTC", "2026-10-27T13:13:40Z", false)]
    [InlineData("2026-10-27 13:13:40.123456 UTC", "2026-10-27T13:13:40.123456Z", false)]
    [InlineData("2026-10-27 13:13:40+00", "2026-10-27T13:13:40Z", false)]
    [InlineData("2026-10-27T13:13:40+02:00", "2026-10-27T11:13:40Z", false)]
    [InlineData("2026-10-27T13:13:40-0130", "2026-10-27T14:43:40Z", false)]
    [InlineData("2026-10-27T13:13:40.123456789Z", "2026-10-27T13:13:40.123456Z", true)]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", true)]
    [InlineData("1969-12-31T23:59:59.9Z", "1969-12-31T23:59:59.9Z", true)]
    public void TryRead_ATime_ReadsIt(string text, string expected, bool isCanonical)
    {
        Assert.True(Timestamp.TryRead(Encoding.UTF8.GetBytes(text), out var micros, out var canonical));

        Assert.Equal((expected, isCanonical), (Written(micros), canonical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-10-27")]
    [InlineData("2026-10-27T13:13:40")]
    [InlineData("2026-10-27T13:13:40z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-10-27T24:00:00Z")]
    [InlineData("2026-10-27T13:60:00Z")]
    [InlineData("2026-10-27T13:13:40.Z")]
    [InlineData("2026-10-27T13:13:40.1234567890Z")]
    [InlineData("2026-10-27T13:13:40+2")]
    [InlineData("2026-10-27T13:13:40+02:00 ")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2026/10/27 13:13:40 UTC")]
    public void TryRead_AnythingElse_IsFalse(string text) => Assert.False(Timestamp.TryRead(Encoding.UTF8.GetBytes(text), out _, out _));

    [Fact]
    public void Write_AnyTime_IsReadAsTheSame() =>
        Gen.Long[-62_135_596_800_000_000, 253_402_300_799_999_999].Sample(micros =>
            Timestamp.TryRead(Encoding.UTF8.GetBytes(Written(micros)), out var read, out var canonical) && read == micros && canonical);

    private static string Written(long micros)
    {
        Span<byte> target = stackalloc byte[28];
        return Encoding.UTF8.GetString(target[..Timestamp.Write(micros, target)]);
    }
}
