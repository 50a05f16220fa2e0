using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart;

/// <summary>The rows of a dead-letter file.</summary>
/// <param name="path">The file: one letter a line, its row under <c>document</c>, or as text under <c>raw</c>.</param>
internal sealed class DeadLetterMart(string path) : IMartSource
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public long? TotalRows { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Letters may lack columns, each its own: that is for the row gate to say.</remarks>
    public ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken) => new([.. MartColumn.All.Select(column => column.Name)]);

    /// <inheritdoc/>
    public ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken) => new("dead letters are always read whole");

    /// <inheritdoc/>
    public ResumePoint? ResumePointAt(long rowsDone) => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new PooledBuffer(1024);
        var rows = new List<(int Start, int Length)>();
        long first = 1;
        await foreach (var line in LinesAsync(cancellationToken))
        {
            var row = RowOf(line, first + rows.Count);
            if (rows.Count > 0 && (rows.Count == limits.Rows || buffer.Length + row.Length > limits.Bytes))
            {
                yield return Batch();
            }

            rows.Add((buffer.Length, row.Length));
            buffer.Append(row);
        }

        if (rows.Count > 0)
        {
            yield return Batch();
        }

        TotalRows = first - 1;

        MartBatch Batch()
        {
            var batch = new MartBatch(buffer.Detach(out var length), rows, first, length, null);
            first += rows.Count;
            buffer = new PooledBuffer(length);
            rows = [];
            return batch;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = File.ReadLinesAsync(path, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(lines))
        {
            if (!string.IsNullOrWhiteSpace(lines.Current))
            {
                yield return lines.Current;
            }
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<string> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MartException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private byte[] RowOf(string line, long number)
    {
        try
        {
            var letter = JsonElement.Parse(line);
            return Encoding.UTF8.GetBytes(letter.TryGetProperty("document", out var document) ? document.GetRawText() : letter.GetProperty("raw").GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new MartException($"{path}: line {number} is no dead letter: it is no JSON object with a document or raw text", exception)
            {
                Cure = "name a run's dead-letters.ndjson, or a copy of it with documents mended; a mart is written by 'export' or 'sync'",
            };
        }
    }
}
