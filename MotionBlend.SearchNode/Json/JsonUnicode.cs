using System.Globalization;
using System.Text.Unicode;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Json;

/// <summary>Checks the text of a body before it is read: its bytes must be UTF-8 and its escapes must form characters.</summary>
internal static class JsonUnicode
{
    private const int EscapeLength = 6;

    /// <summary>What is wrong with the text; null when it can be read.</summary>
    public static Failure? Fault(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            var at = FirstInvalid(text);
            return new Failure(FailureKind.XContentParse, $"{JsonLocation.Of(text, at)} Invalid UTF-8 byte 0x{text[at]:x2}");
        }

        return LoneSurrogate(text) is { } escape
            ? Failure.Unsupported($"{JsonLocation.Of(text, escape)} an unpaired surrogate escape in a string")
            : null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (System.Text.Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private static int? LoneSurrogate(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'\\'); at >= 0 && at < text.Length;)
        {
            var unit = Unit(text[at..]);
            var low = unit is >= 0xD800 and < 0xDC00 && at + EscapeLength <= text.Length ? Unit(text[(at + EscapeLength)..]) : null;
            if (unit is >= 0xDC00 and < 0xE000 || (unit is >= 0xD800 and < 0xDC00 && low is not (>= 0xDC00 and < 0xE000)))
                return at;
            var next = at + (low is not null ? 2 * EscapeLength : unit is not null ? EscapeLength : 2);
            var found = next < text.Length ? text[next..].IndexOf((byte)'\\') : -1;
            at = found < 0 ? -1 : next + found;
        }

        return null;
    }

    // The UTF-16 unit of a \uXXXX escape that the text starts with.
    private static int? Unit(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text[0] == (byte)'\\' && text[1] == (byte)'u'
        && int.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : null;
}
