using System.Globalization;
using System.Text.Json.Nodes;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>Writes pages of a result as BigQuery does: every value a string, times by the format that was asked for.</summary>
internal static class FakePages
{
    private const string TokenPrefix = "token-";

    /// <summary>The row at which a page begins; null for a token that is none.</summary>
    public static int? StartOf(string token) =>
        token.StartsWith(TokenPrefix, StringComparison.Ordinal) ? int.Parse(token.AsSpan(TokenPrefix.Length), CultureInfo.InvariantCulture) : null;

    /// <summary>Writes a page.</summary>
    public static string Write(string job, int start, int end, FakeMart mart, bool isInt64)
    {
        var rows = new JsonArray();
        for (var row = start; row < end; row++)
        {
            var cells = new JsonArray([.. MartColumn.All.Select(column => (JsonNode)new JsonObject { ["v"] = Cell(mart.Cell(row, column), column, isInt64) })]);
            rows.Add((JsonNode)new JsonObject { ["f"] = cells });
        }

        var page = new JsonObject
        {
            ["kind"] = "bigquery#getQueryResultsResponse",
            ["jobReference"] = new JsonObject { ["jobId"] = job, ["location"] = "EU" },
            ["totalRows"] = mart.Rows.ToString(CultureInfo.InvariantCulture),
            ["rows"] = rows,
            ["jobComplete"] = true,
        };
        if (end < mart.Rows)
        {
            page["pageToken"] = TokenPrefix + end.ToString(CultureInfo.InvariantCulture);
        }

        return page.ToJsonString();
    }

    private static string? Cell(object? value, MartColumn column, bool isInt64) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        double number => Number(number),
        long micros when column.Type == BlendFieldType.Date && !isInt64 => (micros / 1e6).ToString("E15", CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    /// <summary>As the service writes floats: 1.0, 1.0E-5, NaN, Infinity.</summary>
    private static string Number(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(number) && !text.Contains('.', StringComparison.Ordinal) && !text.Contains('E', StringComparison.Ordinal) ? text + ".0" : text;
    }
}
