using System.Text;
using System.Text.Json;
using MotionBlend.Domain.Blends;

namespace MotionBlend.Exporter.Rows;

/// <summary>The <c>metric_vector</c> of a document as JSON: scores with three decimals, so that equal vectors have equal bytes.</summary>
internal static class VectorMember
{
    /// <summary>Most bytes of a vector: <c>-4.000,</c> for each score, and brackets.</summary>
    public static readonly int MaxLength = (MetricVector.Scales.Count * 7) + 1;

    /// <summary>Name of the member in UTF-8.</summary>
    public static readonly byte[] Utf8Name = Encoding.UTF8.GetBytes(MetricVector.Field);

    /// <summary>What stands before the vector in a document.</summary>
    public static readonly byte[] Utf8Member = Encoding.UTF8.GetBytes($",\"{MetricVector.Field}\":");

    private const int Thousand = 1000;

    /// <summary>Writes a vector.</summary>
    /// <param name="scores">The scores in thousandths, from -9999 to 9999.</param>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(ReadOnlySpan<int> scores, Span<byte> target)
    {
        var written = 0;
        foreach (var score in scores)
        {
            target[written] = written == 0 ? (byte)'[' : (byte)',';
            written++;
            if (score < 0)
            {
                target[written++] = (byte)'-';
            }

            var (whole, thousandths) = Math.DivRem(Math.Abs(score), Thousand);
            target[written++] = Digit(whole);
            target[written++] = (byte)'.';
            target[written++] = Digit(thousandths / 100);
            target[written++] = Digit(thousandths / 10 % 10);
            target[written++] = Digit(thousandths % 10);
        }

        target[written++] = (byte)']';
        return written;
    }

    /// <summary>Whether a JSON value is the array of these scores. Elasticsearch spells numbers anew where a reply is filtered.</summary>
    /// <param name="json">The value; empty for none.</param>
    /// <param name="scores">The scores in thousandths.</param>
    public static bool Holds(ReadOnlySpan<byte> json, ReadOnlySpan<int> scores)
    {
        if (json is not [(byte)'[', ..])
        {
            return false;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        foreach (var score in scores)
        {
            // The quotient and the text are both rounded to the nearest number.
            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || reader.GetDouble() != score / (double)Thousand)
            {
                return false;
            }
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }

    private static byte Digit(int number) => (byte)('0' + number);
}
