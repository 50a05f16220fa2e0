using System.Globalization;
using System.Text.Json;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>What BigQuery tells of a table.</summary>
/// <param name="Type"><c>TABLE</c>, <c>VIEW</c>, <c>MATERIALIZED_VIEW</c>, <c>EXTERNAL</c>, <c>SNAPSHOT</c>.</param>
/// <param name="Location">Where it lies; null where the service does not say.</param>
/// <param name="Rows">Rows, without those still in the streaming buffer; null for a view.</param>
/// <param name="Columns">All columns.</param>
internal sealed record TableInfo(string Type, string? Location, long? Rows, IReadOnlyList<BigQueryColumn> Columns)
{
    /// <summary>True when Storage Read can read it as it is; a view has no rows of its own.</summary>
    public bool HasRowsOfItsOwn => Type is "TABLE" or "SNAPSHOT";

    /// <summary>Asks for a table.</summary>
    /// <exception cref="MartException">There is no such table, or it may not be seen.</exception>
    public static async Task<TableInfo> GetAsync(BigQueryRestClient client, BigQueryTable table, CancellationToken cancellationToken)
    {
        var request = new RestRequest("tables.get", HttpMethod.Get, "projects", table.Project, "datasets", table.Dataset, "tables", table.Table);
        var result = await client.SendAsync(request, Read, cancellationToken);
        return result.IsSuccess ? result.Value : throw BigQueryErrorText.Exception(table, result.Error, "looking at the table");
    }

    /// <summary>Reads a list of columns, <c>schema.fields</c>.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static IReadOnlyList<BigQueryColumn> ReadColumns(JsonElement parent)
    {
        if (!parent.TryGetProperty("schema", out var schema) || schema.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("schema.fields is missing");
        }

        return [.. fields.EnumerateArray().Select(field => new BigQueryColumn(
            Text(field, "name") ?? throw new JsonException("a field without a name"),
            Text(field, "type") ?? throw new JsonException("a field without a type"),
            Text(field, "mode") ?? "NULLABLE"))];
    }

    /// <summary>A member that is a string, or null.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A 64-bit number, which BigQuery writes as a string, or null.</summary>
    public static long? Int64(JsonElement parent, string name) =>
        long.TryParse(Text(parent, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static TableInfo Read(RestReply reply)
    {
        using (reply)
        {
            var reader = new Utf8JsonReader(reply.Bytes);
            var table = JsonElement.ParseValue(ref reader);
            return new TableInfo(Text(table, "type") ?? "TABLE", Text(table, "location"), Int64(table, "numRows"), ReadColumns(table));
        }
    }
}
