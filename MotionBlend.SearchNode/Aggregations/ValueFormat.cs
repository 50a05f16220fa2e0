using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>How numbers of a field are shown as text beside the number: dates and booleans are, plain numbers are not.</summary>
internal sealed class ValueFormat
{
    private readonly DateFormat? _dates;
    private readonly TimeZoneInfo? _zone;
    private readonly bool _booleans;

    private ValueFormat(DateFormat? dates, TimeZoneInfo? zone, bool booleans)
    {
        _dates = dates;
        _zone = zone;
        _booleans = booleans;
    }

    /// <summary>The format of a field's type, or of the request.</summary>
    /// <exception cref="FailureException">A number format was asked for, which this node has not.</exception>
    public static ValueFormat Of(FieldType? type, string? format, TimeZoneInfo? zone = null) => type switch
    {
        DateType date => new ValueFormat(format is null ? date.Format : DateFormat.Of(format), zone, booleans: false),
        BooleanType => new ValueFormat(null, null, booleans: true),
        _ when format is not null => throw Failure.Unsupported($"the number format [{format}]").Raise(),
        _ => new ValueFormat(null, null, booleans: false),
    };

    /// <summary>The text of a value; null where none is shown.</summary>
    public string? Text(double value) =>
        _dates is not null ? _dates.Write((long)value, _zone) : _booleans ? (value == 0 ? "false" : "true") : null;
}
