using System.Globalization;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>A request to BigQuery's REST interface.</summary>
/// <param name="Operation">Name of the method in BigQuery's reference, e.g. <c>jobs.insert</c>; for spans and errors.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Segments">Path below <c>bigquery/v2/</c>; each segment is escaped.</param>
internal sealed record RestRequest(string Operation, HttpMethod Method, params string[] Segments)
{
    private readonly List<KeyValuePair<string, string>> _query = [];

    /// <summary>JSON to send, or null.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Adds a parameter; one without a value is left out.</summary>
    public RestRequest With(string name, string? value)
    {
        if (value is not null)
        {
            _query.Add(new(name, value));
        }

        return this;
    }

    /// <summary>Adds a number.</summary>
    public RestRequest With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Path and query below an address.</summary>
    public Uri Address(Uri root)
    {
        var path = string.Join('/', Segments.Select(Uri.EscapeDataString));
        var query = string.Join('&', _query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return new Uri(root, $"bigquery/v2/{path}{(query.Length == 0 ? "" : "?")}{query}");
    }
}
