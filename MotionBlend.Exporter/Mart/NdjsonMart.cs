using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MotionBlend.Exporter.Mart;

/// <summary>A mart file of one JSON object a line, plain or gzipped.</summary>
internal sealed class NdjsonMart(string path, FileStream file, MartFormat format) : IMartSource
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public long? TotalRows => null;

    /// <inheritdoc/>
    /// <remarks>The columns are those of the first row; a file that does not start with an object is no mart.</remarks>
    public async ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        await foreach (var batch in ReadAsync(new BatchLimits(1, 0), cancellationToken))
        {
            using (batch)
            {
                return ColumnsOf(batch.Row(0));
            }
        }

        throw new MartException($"{path} holds no row") { Cure = "export the mart into it again" };
    }

    /// <inheritdoc/>
    public ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken) => new(ResumePoint.InFile.WhyNot(file, point));

    /// <inheritdoc/>
    public ResumePoint ResumePointAt(long rowsDone) => ResumePoint.InFile.Of(file, rowsDone);

    /// <inheritdoc/>
    public async IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var gzip = format == MartFormat.GzippedNdjson ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : null;
        using var cutter = new LineCutter(limits, path);
        var isEnd = false;
        while (!isEnd)
        {
            isEnd = await FillAsync(gzip ?? (Stream)file, cutter, cancellationToken) == 0;
            var fraction = isEnd ? 1 : (double)file.Position / file.Length;
            while (cutter.TryCut(isEnd, fraction) is { } batch)
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private async ValueTask<int> FillAsync(Stream stream, LineCutter cutter, CancellationToken cancellationToken)
    {
        try
        {
            var read = await stream.ReadAsync(cutter.FreeSpace(), cancellationToken);
            cutter.Filled(read);
            return read;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new MartException($"{path} cannot be read beyond row {cutter.RowsFound}: {exception.Message}", exception)
            {
                Cure = "the file was cut off or damaged: copy or export it again",
            };
        }
    }

    private List<string> ColumnsOf(ReadOnlySpan<byte> row)
    {
        try
        {
            var columns = new List<string>();
            var reader = new Utf8JsonReader(row);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw NoMart("the first row is no JSON object", null);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                columns.Add(reader.GetString()!);
                reader.Skip();
            }

            return columns;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw NoMart($"the first row is no JSON object ({exception.Message})", exception);
        }
    }

    private MartException NoMart(string why, Exception? inner) => new($"{path} is no mart file: {why}", inner)
    {
        Cure = "give the mart as NDJSON (UTF-8, one object a line), the same gzipped, or Parquet; for CSV, export it again, e.g. bq extract --destination_format=NEWLINE_DELIMITED_JSON",
    };
}
