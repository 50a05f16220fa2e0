using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.Columnar;

namespace MotionBlend.Exporter.Tests.Mart.Columnar;

/// <summary>Writers of files choose different Arrow types for the same column.</summary>
public sealed class ArrowColumnTests
{
    private static readonly DateTimeOffset Time = new(2026, 10, 27, 13, 13, 40, 123, TimeSpan.Zero);

    public static TheoryData<string, string> Cells => new()
    {
        { "text", "\"walk\",null" },
        { "large text", "\"walk\",null" },
        { "text view", "\"walk\",null" },
        { "category", "\"walk\",null" },
        { "double", "0.25,null" },
        { "float", "0.1,null" },
        { "int8", "-7,null" },
        { "int16", "-7,null" },
        { "int32", "-7,null" },
        { "int64", "-7,null" },
        { "uint8", "7,null" },
        { "uint16", "7,null" },
        { "uint32", "7,null" },
        { "boolean", "true,null" },
        { "decimal", "1.5,null" },
        { "seconds", "\"2026-10-27T13:13:40Z\",null" },
        { "milliseconds", "\"2026-10-27T13:13:40.123Z\",null" },
        { "microseconds", "\"2026-10-27T13:13:40.123Z\",null" },
        { "nanoseconds", "\"2026-10-27T13:13:40.123Z\",null" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Write_AValueAndANull_AreWrittenAsJson(string type, string expected)
    {
        var column = ArrowColumn.Of(Array(type))!;
        var target = new PooledBuffer(64);

        column.Write(0, target);
        target.Append((byte)',');
        column.Write(1, target);

        Assert.Equal(expected, Encoding.UTF8.GetString(target.Detach(out var length), 0, length));
    }

    [Fact]
    public void Of_ATypeThatNoColumnHas_IsNull() => Assert.Null(ArrowColumn.Of(new BinaryArray.Builder().Append([1]).Build()));

    private static IArrowArray Array(string type) => type switch
    {
        "text" => new StringArray.Builder().Append("walk").AppendNull().Build(),
        "large text" => new LargeStringArray.Builder().Append("walk").AppendNull().Build(),
        "text view" => new StringViewArray.Builder().Append("walk").AppendNull().Build(),
        "category" => new DictionaryArray(
            new DictionaryType(Int8Type.Default, StringType.Default, ordered: false),
            new Int8Array.Builder().Append(1).AppendNull().Build(),
            new StringArray.Builder().Append("run").Append("walk").Build()),
        "double" => new DoubleArray.Builder().Append(0.25).AppendNull().Build(),
        "float" => new FloatArray.Builder().Append(0.1f).AppendNull().Build(),
        "int8" => new Int8Array.Builder().Append(-7).AppendNull().Build(),
        "int16" => new Int16Array.Builder().Append(-7).AppendNull().Build(),
        "int32" => new Int32Array.Builder().Append(-7).AppendNull().Build(),
        "int64" => new Int64Array.Builder().Append(-7).AppendNull().Build(),
        "uint8" => new UInt8Array.Builder().Append(7).AppendNull().Build(),
        "uint16" => new UInt16Array.Builder().Append(7).AppendNull().Build(),
        "uint32" => new UInt32Array.Builder().Append(7).AppendNull().Build(),
        "boolean" => new BooleanArray.Builder().Append(true).AppendNull().Build(),
        "decimal" => new Decimal128Array.Builder(new Decimal128Type(38, 9)).Append(1.5m).AppendNull().Build(),
        "seconds" => Times(TimeUnit.Second),
        "milliseconds" => Times(TimeUnit.Millisecond),
        "microseconds" => Times(TimeUnit.Microsecond),
        "nanoseconds" => Times(TimeUnit.Nanosecond),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static TimestampArray Times(TimeUnit unit) =>
        new TimestampArray.Builder(new TimestampType(unit, "UTC")).Append(Time).AppendNull().Build();
}
