using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Json;

/// <summary>Says a JSON error the way Elasticsearch does: place first, and text that is cut off told apart.</summary>
internal static class JsonFault
{
    /// <summary>The failure for a fault that the reader met in a text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="fault">What the reader threw.</param>
    /// <param name="consumed">How far the reader had come, in bytes.</param>
    public static Failure Describe(ReadOnlySpan<byte> text, JsonException fault, long consumed)
    {
        var offset = (int)Math.Max(consumed, OffsetOf(text, fault));
        var location = JsonLocation.Of(text, offset);
        if (offset < text.TrimEnd(" \r\n\t"u8).Length)
            return new Failure(FailureKind.XContentParse, $"{location} {Reason(fault)}");
        return CutOff(text[(int)consumed..].Trim(" \r\n\t,:"u8)) is { } wrong
            ? new Failure(FailureKind.XContentParse, $"{location} {wrong}")
            : new Failure(FailureKind.XContentEndOfFile, $"{location} Unexpected end of file");
    }

    /// <summary>The name that Elasticsearch gives to a token that a value begins with.</summary>
    public static string TokenName(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "START_OBJECT",
        JsonTokenType.StartArray => "START_ARRAY",
        JsonTokenType.String => "VALUE_STRING",
        JsonTokenType.Number => "VALUE_NUMBER",
        JsonTokenType.True or JsonTokenType.False => "VALUE_BOOLEAN",
        _ => "VALUE_NULL",
    };

    // Of a word or a number whose rest is missing Elasticsearch says that it is none, of all else that the text ends.
    private static string? CutOff(ReadOnlySpan<byte> token) => token switch
    {
        [(byte)'t' or (byte)'f' or (byte)'n', ..] =>
            $"Unrecognized token '{Encoding.UTF8.GetString(token)}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), .., (byte)'.'] => "Unexpected character in numeric value: Decimal point not followed by a digit",
        _ => null,
    };

    private static long OffsetOf(ReadOnlySpan<byte> text, JsonException fault)
    {
        var offset = 0;
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
            offset += text[offset..].IndexOf((byte)'\n') + 1;
        return offset + (fault.BytePositionInLine ?? 0);
    }

    private static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? fault.Message : fault.Message[..end];
    }
}
