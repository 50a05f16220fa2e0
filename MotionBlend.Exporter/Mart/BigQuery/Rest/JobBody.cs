using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>Writes the body of <c>jobs.insert</c>.</summary>
internal static class JobBody
{
    /// <summary>A query job; <c>maximumBytesBilled</c>, the time limit and the labels are always there.</summary>
    public static ReadOnlyMemory<byte> Write(BigQueryTable table, MartQuery query, BigQueryOptions options, string? jobId, string? location, bool isDryRun)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("jobReference");
            json.WriteString("projectId", table.Project);
            WriteIfAny(json, "jobId", jobId);
            WriteIfAny(json, "location", location);
            json.WriteEndObject();
            json.WriteStartObject("configuration");
            if (isDryRun)
            {
                json.WriteBoolean("dryRun", true);
            }

            json.WriteString("jobTimeoutMs", ((long)options.JobTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
            json.WriteStartObject("labels");
            foreach (var (name, value) in options.Labels)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            WriteQuery(json, query, options);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteQuery(Utf8JsonWriter json, MartQuery query, BigQueryOptions options)
    {
        json.WriteStartObject("query");
        json.WriteString("query", query.Text);

        // Left out it means legacy SQL.
        json.WriteBoolean("useLegacySql", false);
        json.WriteString("maximumBytesBilled", options.MaximumBytesBilled.ToString(CultureInfo.InvariantCulture));
        json.WriteString("parameterMode", "NAMED");
        json.WriteStartArray("queryParameters");
        foreach (var parameter in query.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteStartObject("parameterType");
            json.WriteString("type", parameter.Type);
            json.WriteEndObject();
            json.WriteStartObject("parameterValue");
            json.WriteString("value", parameter.Value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
