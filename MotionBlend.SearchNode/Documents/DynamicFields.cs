using System.Text.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Documents;

/// <summary>Dynamic mapping: the field that an unknown member of a document becomes.</summary>
internal static class DynamicFields
{
    private const int KeywordLength = 256;

    /// <summary>The second pair of formats that a string may be a date in; shown in the mapping, unlike the first.</summary>
    private static readonly DateFormat SlashDates = DateFormat.Of("yyyy/MM/dd HH:mm:ss||yyyy/MM/dd||epoch_millis");

    /// <summary>Consumes the value at the reader and says what it would be mapped to; null for nothing (null, empty array).</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="path">The new field.</param>
    /// <param name="detectDates">Whether strings may be dates.</param>
    /// <exception cref="Failures.FailureException">Its values are of two types.</exception>
    public static MappingSpec? Derive(ref Utf8JsonReader reader, string path, bool detectDates)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return new LeafSpec(new BooleanType());
            case JsonTokenType.Number:
                return reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0
                    ? new LeafSpec(new IntegerType(ColumnType.BigInt))
                    : new LeafSpec(new FloatType(FloatPrecision.Single));
            case JsonTokenType.String:
                return OfText(reader.GetString()!, detectDates);
            case JsonTokenType.StartObject:
                return OfObject(ref reader, path, detectDates);
            case JsonTokenType.StartArray:
                MappingSpec? found = null;
                var (count, floats) = (0, 0);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var item = Derive(ref reader, path, detectDates);
                    count++;
                    if (item is LeafSpec { Type: FloatType })
                        floats++;
                    found = found is null || item is null ? found ?? item : MappingMerge.Nodes(found, item, path);
                }

                return floats == count && count is >= DenseVectorType.LeastDynamicDims and <= DenseVectorType.MaxDims
                    ? new LeafSpec(new DenseVectorType { Dims = count, DocValues = false })
                    : found;
            default:
                return null;
        }
    }

    /// <summary>A declaration with one more field at a dotted path.</summary>
    /// <param name="into">The declaration.</param>
    /// <param name="path">The path.</param>
    /// <param name="spec">The field.</param>
    /// <param name="prefix">What stands before the path in messages.</param>
    /// <exception cref="Failures.FailureException">It is there already, of another type.</exception>
    public static ObjectSpec Place(ObjectSpec into, string path, MappingSpec spec, string prefix = "")
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? path : path[..dot];
        var member = dot < 0 ? spec : Place(ObjectSpec.Empty, path[(dot + 1)..], spec);
        return into with
        {
            Properties = into.Properties.SetItem(name, into.Properties.TryGetValue(name, out var before) ? MappingMerge.Nodes(before, member, prefix + name) : member),
        };
    }

    private static LeafSpec OfText(string text, bool detectDates)
    {
        if (detectDates && text.Length > 0 && !double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            if (DateFormat.Default.TryParse(text, out _))
                return new LeafSpec(new DateType(DateFormat.Default));
            if (SlashDates.TryParse(text, out _))
                return new LeafSpec(new DateType(SlashDates) { ShowsLocale = true });
        }

        var leaf = new LeafSpec(new TextType());
        return leaf with { Fields = leaf.Fields.Add("keyword", new KeywordType { IgnoreAbove = KeywordLength }) };
    }

    private static ObjectSpec OfObject(ref Utf8JsonReader reader, string path, bool detectDates)
    {
        var found = ObjectSpec.Empty;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!.TrimEnd('.');
            reader.Read();
            if (Derive(ref reader, $"{path}.{name}", detectDates) is { } spec)
                found = Place(found, name, spec, $"{path}.");
        }

        return found;
    }
}
