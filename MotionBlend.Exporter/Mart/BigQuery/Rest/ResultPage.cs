using System.Globalization;
using System.Text.Json;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>A page of a query's result. Its rows stay as they came until they are written out.</summary>
internal sealed class ResultPage : IDisposable
{
    private readonly RestReply _reply;
    private readonly int _rowsStart;

    private ResultPage(RestReply reply, int rowsStart, int rows, string? nextToken, long totalRows)
    {
        _reply = reply;
        _rowsStart = rowsStart;
        Rows = rows;
        NextToken = nextToken;
        TotalRows = totalRows;
    }

    /// <summary>Rows in the page; there may be fewer than were asked for, even none.</summary>
    public int Rows { get; }

    /// <summary>Token of the next page; null on the last.</summary>
    public string? NextToken { get; }

    /// <summary>Rows of the whole result.</summary>
    public long TotalRows { get; }

    /// <summary>Bytes of the reply.</summary>
    public int Size => _reply.Bytes.Length;

    /// <summary>The rows: JSON objects with commas between them; what follows the last is to be ignored.</summary>
    public ReadOnlySpan<byte> RowBytes => _rowsStart == 0 ? [] : _reply.Bytes[_rowsStart..];

    /// <summary>Finds a reply's parts without copying them. The page takes the reply over.</summary>
    /// <exception cref="JsonException">The reply is cut short or is no page.</exception>
    public static ResultPage Read(RestReply reply)
    {
        try
        {
            return Scan(reply);
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reply.Dispose();

    private static ResultPage Scan(RestReply reply)
    {
        var reader = new Utf8JsonReader(reply.Bytes);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("no JSON object");
        }

        var (rowsStart, rows) = (0, 0);
        string? token = null;
        long? totalRows = null;
        var isComplete = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("rows"u8))
            {
                (rowsStart, rows) = CountRows(ref reader);
            }
            else if (reader.ValueTextEquals("pageToken"u8))
            {
                reader.Read();
                token = reader.GetString();
            }
            else if (reader.ValueTextEquals("totalRows"u8))
            {
                reader.Read();
                totalRows = reader.TokenType == JsonTokenType.String
                    && long.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;
            }
            else if (reader.ValueTextEquals("jobComplete"u8))
            {
                reader.Read();
                isComplete = reader.TokenType == JsonTokenType.True;
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
        if (!isComplete || totalRows is null)
        {
            throw new JsonException("no page of a finished job");
        }

        return new ResultPage(reply, rowsStart, rows, string.IsNullOrEmpty(token) ? null : token, totalRows.Value);
    }

    private static (int Start, int Count) CountRows(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("rows is no array");
        }

        var start = (int)reader.BytesConsumed;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return (start, count);
    }
}
