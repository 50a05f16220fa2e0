using System.Text;
using System.Text.Json;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Mart.BigQuery.Rest;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Rest;

public sealed class RestRowWriterTests
{
    [Theory]
    [InlineData("FLOAT", "\"0.650795582\"", "0.650795582")]
    [InlineData("FLOAT", "\"1.0\"", "1")]
    [InlineData("FLOAT", "\"1.0E-5\"", "1E-05")]
    [InlineData("FLOAT", "\"-0.0\"", "0")]
    [InlineData("FLOAT", "\"NaN\"", "\"NaN\"")]
    [InlineData("FLOAT", "\"Infinity\"", "\"Infinity\"")]
    [InlineData("FLOAT", "\"-Infinity\"", "\"-Infinity\"")]
    [InlineData("FLOAT", "null", "null")]
    [InlineData("NUMERIC", "\"1.500000000\"", "1.5")]
    [InlineData("INTEGER", "\"9007199254740993\"", "9007199254740993")]
    [InlineData("INTEGER", "\"1.5\"", "\"1.5\"")]
    [InlineData("BOOLEAN", "\"true\"", "true")]
    [InlineData("BOOLEAN", "\"maybe\"", "\"maybe\"")]
    [InlineData("TIMESTAMP", "\"1767225600123456\"", "\"2026-01-01T00:00:00.123456Z\"")]
    [InlineData("TIMESTAMP", "\"1.767225600123456E9\"", "\"2026-01-01T00:00:00.123456Z\"")]
    [InlineData("TIMESTAMP", "\"-1\"", "\"1969-12-31T23:59:59.999999Z\"")]
    [InlineData("TIMESTAMP", "\"soon\"", "\"soon\"")]
    [InlineData("STRING", "\"plain\"", "\"plain\"")]
    [InlineData("STRING", "\"a\\u0022b\\\\\\n\\u00fc\"", "\"a\\\"b\\\\\\nü\"")]
    public void Write_Cell_IsJsonOfTheColumnsType(string type, string cell, string expected)
    {
        var writer = new RestRowWriter([new BigQueryColumn("fid", type, "NULLABLE")]);

        Assert.Equal($"{{\"fid\":{expected}}}", Write(writer, $"{{\"f\":[{{\"v\":{cell}}}]}}, {{"));
    }

    [Theory]
    [InlineData("""{"f":[]}""")]
    [InlineData("""{"f":[{"v":"1"},{"v":"2"}]}""")]
    [InlineData("""{"f":[{"v":{"f":[]}}]}""")]
    [InlineData("""{"f":[{"v":1}]}""")]
    [InlineData("""{"g":[{"v":"1"}]}""")]
    [InlineData("""{"f":[{"v":"1"}]""")]
    [InlineData("")]
    public void Write_RowOfAnotherForm_IsRefused(string row)
    {
        var writer = new RestRowWriter([new BigQueryColumn("fid", "FLOAT", "NULLABLE")]);

        Assert.ThrowsAny<JsonException>(() => Write(writer, row));
    }

    private static string Write(RestRowWriter writer, string rows)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(rows);
        var target = new PooledBuffer(64);
        writer.Write(ref rest, target);
        return Encoding.UTF8.GetString(target.Detach(out var length), 0, length);
    }
}
