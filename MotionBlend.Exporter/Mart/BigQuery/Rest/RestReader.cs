using System.Runtime.CompilerServices;
using System.Text.Json;
using MotionBlend.Exporter.Mart.Columnar;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>Turns the pages of a job's result into blocks of rows.</summary>
internal static class RestReader
{
    /// <summary>Reads all rows in the result's order.</summary>
    /// <exception cref="MartException">The result cannot be read on.</exception>
    public static async IAsyncEnumerable<RowBlock> ReadAsync(
        BigQueryTable table, QueryJob job, ResultPages pages, PagePlace from, BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var writer = new RestRowWriter(job.Columns);
        var batcher = new RowBatcher(limits);
        await foreach (var page in pages.ReadAsync(from, cancellationToken))
        {
            using (page)
            {
                for (var (row, offset) = (0, 0); row < page.Rows;)
                {
                    (row, offset) = Fill(table, page, row, offset, writer, batcher);
                    if (batcher.IsFull && batcher.TryTake() is { } block)
                    {
                        yield return block;
                    }
                }
            }
        }

        if (batcher.TryTake() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Writes rows of a page until the batch is full or the page ends.</summary>
    private static (int Row, int Offset) Fill(BigQueryTable table, ResultPage page, int row, int offset, RestRowWriter writer, RowBatcher batcher)
    {
        var all = page.RowBytes;
        var rest = all[offset..];
        try
        {
            for (; row < page.Rows && !batcher.IsFull; row++)
            {
                writer.Write(ref rest, batcher.BeginRow());
                batcher.EndRow();
            }
        }
        catch (JsonException exception)
        {
            throw BigQueryErrorText.Exception(table, new BigQueryError(BigQueryFailure.MalformedReply, null, null, exception.Message), "reading a row");
        }

        return (row, all.Length - rest.Length);
    }
}
