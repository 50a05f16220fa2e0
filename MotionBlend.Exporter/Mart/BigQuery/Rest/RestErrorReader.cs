using System.Text.Json;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>Reads BigQuery's two forms of an error: the body of a refused request, and the state of a failed job.</summary>
internal static class RestErrorReader
{
    private const int LongestMessage = 500;

    /// <summary>Reads the body of a reply that is no success. A gateway's own page has no such body; then the status alone speaks.</summary>
    public static BigQueryError FromBody(int status, ReadOnlySpan<byte> body)
    {
        string? reason = null;
        string? message = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (JsonElement.TryParseValue(ref reader, out var parsed) && parsed is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            {
                message = Text(error, "message");
                reason = error.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
                    ? Text(errors[0], "reason")
                    : null;
            }
        }
        catch (JsonException)
        {
            // Not BigQuery's own answer; the status says what there is to say.
        }

        return new BigQueryError(BigQueryError.Classify(reason, status), status, reason, Short(message ?? $"HTTP {status}"));
    }

    /// <summary>Reads <c>status.errorResult</c> of a job; null when the job has not failed.</summary>
    public static BigQueryError? FromJob(JsonElement job)
    {
        if (!job.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object
            || !status.TryGetProperty("errorResult", out var error) || error.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var reason = Text(error, "reason");
        return new BigQueryError(BigQueryError.Classify(reason, null), null, reason, Short(Text(error, "message") ?? "the job failed"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Short(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "...";
    }
}
