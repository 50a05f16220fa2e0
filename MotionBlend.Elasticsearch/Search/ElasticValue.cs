using System.Globalization;
using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Search;

/// <summary>An operand of a query: text, number, boolean or time.</summary>
public readonly record struct ElasticValue
{
    private readonly object _value;

    private ElasticValue(object value) => _value = value;

    /// <summary>Text.</summary>
    public static implicit operator ElasticValue(string value) => new(value);

    /// <summary>A finite number.</summary>
    public static implicit operator ElasticValue(double value) => double.IsFinite(value)
        ? new(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no such number.");

    /// <summary>A boolean.</summary>
    public static implicit operator ElasticValue(bool value) => new(value);

    /// <summary>A time, to the millisecond as <c>date</c> fields are.</summary>
    public static implicit operator ElasticValue(DateTimeOffset value) =>
        new(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    internal JsonNode ToJson() => _value switch
    {
        string text => JsonValue.Create(text),
        double number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        _ => throw new InvalidOperationException("A value was never set."),
    };
}
