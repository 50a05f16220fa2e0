using System.Text.Json;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Rows;

/// <summary>Reads the id of a row, and nothing else of it.</summary>
internal static class BlendIdReader
{
    /// <summary>Finds the id.</summary>
    /// <returns>False when the row is no JSON object or has no blend id.</returns>
    public static bool TryRead(ReadOnlySpan<byte> row, out ulong key)
    {
        key = 0;
        try
        {
            var reader = new Utf8JsonReader(row);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(BlendFields.BlendId))
                {
                    reader.Read();
                    return reader.TokenType == JsonTokenType.String && BlendKey.TryRead(reader.GetString()!, out key);
                }

                reader.Skip();
            }

            return false;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or a name or an id of half a character, as "\ud800".
            return false;
        }
    }
}
