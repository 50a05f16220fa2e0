using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MotionBlend.Exporter.Mart;

/// <summary>A mart of one JSON object a line, plain or gzipped.</summary>
/// <param name="path">Its name.</param>
/// <param name="stream">A file, or a <see cref="RewindableStream"/> over a pipe, which can be read once; it is disposed with the mart.</param>
/// <param name="format">How it is written.</param>
internal sealed class NdjsonMart(string path, Stream stream, MartFormat format) : IMartSource
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public long? TotalRows => null;

    /// <inheritdoc/>
    public bool CanBeReadAgain => stream is not RewindableStream;

    /// <inheritdoc/>
    /// <remarks>The columns are those of the first row; a file that does not start with an object is no mart.</remarks>
    public async ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        Rewind(isForGood: false);
        await foreach (var batch in ReadOnAsync(new BatchLimits(1, 0), cancellationToken))
        {
            using (batch)
            {
                return ColumnsOf(batch.Row(0));
            }
        }

        throw new MartException($"{path} holds no row") { Cure = "export the mart into it again" };
    }

    /// <inheritdoc/>
    public ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken) =>
        new(stream is FileStream file ? ResumePoint.InFile.WhyNot(file, point) : $"{path} is a pipe, which is read from its start");

    /// <inheritdoc/>
    public ResumePoint? ResumePointAt(long rowsDone) => stream is FileStream file ? ResumePoint.InFile.Of(file, rowsDone) : null;

    /// <inheritdoc/>
    public IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, CancellationToken cancellationToken)
    {
        Rewind(isForGood: true);
        return ReadOnAsync(limits, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private void Rewind(bool isForGood)
    {
        switch (stream)
        {
            case RewindableStream pipe when isForGood:
                pipe.RewindForGood();
                break;
            case RewindableStream pipe:
                pipe.Rewind();
                break;
            default:
                stream.Position = 0;
                break;
        }
    }

    private async IAsyncEnumerable<MartBatch> ReadOnAsync(BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var gzip = format == MartFormat.GzippedNdjson ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : null;
        using var cutter = new LineCutter(limits, path);
        var isEnd = false;
        while (!isEnd)
        {
            isEnd = await FillAsync(gzip ?? stream, cutter, cancellationToken) == 0;
            double? fraction = isEnd ? 1 : stream.CanSeek ? (double)stream.Position / stream.Length : null;
            while (cutter.TryCut(isEnd, fraction) is { } batch)
            {
                yield return batch;
            }
        }
    }

    private async ValueTask<int> FillAsync(Stream text, LineCutter cutter, CancellationToken cancellationToken)
    {
        try
        {
            var read = await text.ReadAsync(cutter.FreeSpace(), cancellationToken);
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
