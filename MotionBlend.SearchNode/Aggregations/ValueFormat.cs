using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>How numbers of a field are shown as text beside the number: dates, booleans and formatted numbers are, plain numbers are not.</summary>
internal sealed class ValueFormat
{
    /// <summary>No text beside numbers.</summary>
    public static readonly ValueFormat Plain = new();

    private DateFormat? _dates;
    private TimeZoneInfo? _zone;
    private NumberFormat? _numbers;
    private bool _booleans;

    private ValueFormat()
    {
    }

    /// <summary>The format of a field's type, or of the request.</summary>
    /// <exception cref="FailureException">The type has no formats.</exception>
    public static ValueFormat Of(FieldType? type, string? format, TimeZoneInfo? zone = null) => type switch
    {
        DateType date => new ValueFormat { _dates = format is null ? date.Format : DateFormat.Of(format), _zone = zone },
        BooleanType when format is null => new ValueFormat { _booleans = true },
        _ when format is null => Plain,
        BooleanType or KeywordType => throw Failure.IllegalArgument($"Field of type [{type.Name}] does not support custom formats").Raise(),
        _ => new ValueFormat { _numbers = new NumberFormat(format) },
    };

    /// <summary>Whether texts are shown beside numbers.</summary>
    public bool HasText => this != Plain;

    /// <summary>The text of a value; null where none is shown, and for a number beyond all dates.</summary>
    public string? Text(double value)
    {
        if (_dates is not null)
            return value is > long.MinValue and < long.MaxValue ? _dates.Write((long)value, _zone) : null;
        return _booleans ? (value == 0 ? "false" : "true") : _numbers?.Text(value);
    }
}
