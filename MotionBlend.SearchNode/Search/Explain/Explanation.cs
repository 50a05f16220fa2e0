using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search.Explain;

/// <summary>Why a document has its score, or does not match.</summary>
/// <param name="Matches">Whether it matches.</param>
/// <param name="Value">The score or what enters it: a float, or a long for counts.</param>
/// <param name="Text">What the value is.</param>
/// <param name="Details">What it was computed from.</param>
internal sealed record Explanation(bool Matches, object Value, string Text, params IReadOnlyList<Explanation> Details)
{
    /// <summary>A value that enters a score.</summary>
    public static Explanation Of(float value, string text, params IReadOnlyList<Explanation> details) => new(true, value, text, details);

    /// <summary>A count that enters a score.</summary>
    public static Explanation Count(long value, string text) => new(true, value, text);

    /// <summary>Why a document does not match.</summary>
    public static Explanation No(string text, params IReadOnlyList<Explanation> details) => new(false, 0f, text, details);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("value");
        if (Value is float number)
            JavaNumbers.Write(writer, number);
        else
            writer.WriteNumberValue((long)Value);
        writer.WriteString("description", Text);
        writer.WriteStartArray("details");
        foreach (var detail in Details)
            detail.Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
