using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>A bucket of a result.</summary>
/// <param name="Key">string, long or double; null where buckets have no key.</param>
/// <param name="KeyText">The key as text beside it; null where none is shown.</param>
/// <param name="Count">Documents in it.</param>
/// <param name="Children">Results of the sub-aggregations in it.</param>
internal record Bucket(object? Key, string? KeyText, long Count, AggregationResults Children)
{
    /// <summary>The key as the name of a member, where buckets are keyed.</summary>
    public string Name => KeyText ?? (Key is double number ? JavaNumbers.Text(number) : Key?.ToString() ?? "");

    /// <summary>True where the text goes before the key, as date histograms write it.</summary>
    public bool TextFirst { get; init; }

    /// <summary>Writes the bucket's object.</summary>
    /// <param name="writer">The reply.</param>
    /// <param name="typedKeys">Whether sub-aggregations are named with their types.</param>
    /// <param name="withKey">False where the key stands before the object already.</param>
    public void Write(Utf8JsonWriter writer, bool typedKeys, bool withKey = true)
    {
        writer.WriteStartObject();
        if (withKey)
        {
            if (KeyText is not null && TextFirst)
                writer.WriteString("key_as_string", KeyText);
            WriteKey(writer);
            if (KeyText is not null && !TextFirst)
                writer.WriteString("key_as_string", KeyText);
        }

        WriteBounds(writer);
        writer.WriteNumber("doc_count", Count);
        WriteAfterCount(writer);
        Children.WriteMembers(writer, typedKeys);
        writer.WriteEndObject();
    }

    /// <summary>Writes what stands between the key and the count.</summary>
    protected virtual void WriteBounds(Utf8JsonWriter writer)
    {
    }

    /// <summary>Writes what stands between the count and the sub-aggregations.</summary>
    protected virtual void WriteAfterCount(Utf8JsonWriter writer)
    {
    }

    /// <summary>Writes the key of the bucket.</summary>
    protected virtual void WriteKey(Utf8JsonWriter writer)
    {
        switch (Key)
        {
            case null:
                break;
            case double number:
                JavaNumbers.Write(writer, "key", number);
                break;
            case long number:
                writer.WriteNumber("key", number);
                break;
            default:
                writer.WriteString("key", Key.ToString());
                break;
        }
    }
}
