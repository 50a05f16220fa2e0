using System.Globalization;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Http;

/// <summary>The query string, read by type; what cannot be read is a 400 that names the parameter.</summary>
internal sealed class QueryParameters
{
    /// <summary>What every endpoint takes.</summary>
    public static readonly IReadOnlyList<string> Common =
        ["pretty", "human", "error_trace", "filter_path", "format", "source", "source_content_type"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Parses a raw query string (with or without the question mark); the last value of a repeated name wins.</summary>
    public static QueryParameters Parse(string query)
    {
        var found = new QueryParameters();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            found._values[Decode(name)] = Decode(value);
        }

        return found;
    }

    public IReadOnlyCollection<string> Names => _values.Keys;

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A comma list; null when the parameter is absent.</summary>
    public IReadOnlyList<string>? List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A boolean; a bare name means true.</summary>
    public bool Bool(string name, bool absent = false) => Text(name) switch
    {
        null => absent,
        "" or "true" => true,
        "false" => false,
        var other => throw Failure.IllegalArgument($"Failed to parse value [{other}] as only [true] or [false] are allowed.").Raise(),
    };

    public int? Int(string name) => Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw Failure.IllegalArgument($"Failed to parse int parameter [{name}] with value [{text}]").Raise(),
    };

    public long? Long(string name) => Text(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw Failure.IllegalArgument($"Failed to parse long parameter [{name}] with value [{text}]").Raise(),
    };

    public float? Float(string name) => Text(name) switch
    {
        null => null,
        var text when float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw (Failure.IllegalArgument($"Failed to parse float parameter [{name}] with value [{text}]") with
        {
            CausedBy = new Failure(FailureKind.NumberFormat, $"For input string: \"{text}\""),
        }).Raise(),
    };

    /// <summary>A time value such as <c>30s</c>.</summary>
    public TimeSpan? Time(string name) => Text(name) is { } text ? TimeValue.Parse(text, name) : null;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
