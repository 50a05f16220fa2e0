namespace MotionBlend.SearchNode.Mapping;

/// <summary>One value of a column without boxing: text, a vector, or a number, boolean or date in 64 bits; or several of them.</summary>
internal readonly struct ColumnValue : IEquatable<ColumnValue>
{
    private readonly long _bits;
    private readonly object? _reference;

    private ColumnValue(long bits, object? reference)
    {
        _bits = bits;
        _reference = reference;
        IsPresent = true;
    }

    /// <summary>False for the default value: the document has none for the column.</summary>
    public bool IsPresent { get; }

    public long Integer => _bits;

    public double Real => BitConverter.Int64BitsToDouble(_bits);

    public bool Boolean => _bits != 0;

    public string Text => (string)_reference!;

    /// <summary>The values of a multi-valued field; null for a single one.</summary>
    public List<ColumnValue>? Many => _reference as List<ColumnValue>;

    /// <summary>The numbers of a vector; null for any other value.</summary>
    public float[]? Vector => _reference as float[];

    public static ColumnValue Of(string text) => new(0, text);

    public static ColumnValue Of(long number) => new(number, null);

    public static ColumnValue Of(double number) => new(BitConverter.DoubleToInt64Bits(number), null);

    public static ColumnValue Of(bool value) => new(value ? 1 : 0, null);

    public static ColumnValue Of(List<ColumnValue> values) => new(0, values);

    public static ColumnValue Of(float[] vector) => new(0, vector);

    /// <summary>This value with another one added behind it.</summary>
    public ColumnValue With(ColumnValue next)
    {
        if (!IsPresent)
            return next;
        var many = Many ?? [this];
        many.Add(next);
        return Of(many);
    }

    /// <summary>The value as a query parameter of its column's type.</summary>
    public object ToParameter(ColumnType type) => type switch
    {
        ColumnType.Varchar => Text,
        ColumnType.Boolean => Boolean,
        ColumnType.Float => (float)Real,
        ColumnType.Double => Real,
        _ => Integer,
    };

    public bool Equals(ColumnValue other) =>
        IsPresent == other.IsPresent && _bits == other._bits && Equals(_reference, other._reference);

    public override bool Equals(object? obj) => obj is ColumnValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_bits, _reference);
}
