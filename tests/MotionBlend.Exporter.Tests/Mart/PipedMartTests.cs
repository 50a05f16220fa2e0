using System.IO.Compression;
using System.IO.Pipes;
using System.Text;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Mart;

/// <summary>Marts from pipes: what cannot be sought is read once, its beginning twice.</summary>
public sealed class PipedMartTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenPipeAsync_Rows_AreReadWholeAfterTheColumns(bool isGzipped)
    {
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var writing = WriteAsync(pipe, string.Join('\n', MartRows.Rows(3000)), isGzipped);
        await using var mart = await MartFile.OpenPipeAsync("pipe", new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle), Cancelled);

        Assert.Equal(Exporter.Rows.MartColumn.All.Length, (await mart.ReadColumnsAsync(Cancelled)).Count);
        Assert.Equal(Exporter.Rows.MartColumn.All.Length, (await mart.ReadColumnsAsync(Cancelled)).Count);
        Assert.Equal(MartRows.Rows(3000), await ReadAsync(mart));
        Assert.Null(mart.ResumePointAt(10));
        Assert.False(mart.CanBeReadAgain);
        await writing;
    }

    [Theory]
    [InlineData("", "pipe is empty", "before the pipe")]
    [InlineData("PAR1....", "pipe is Parquet", "write it to a file")]
    public async Task OpenPipeAsync_NoRows_SaysWhatToDo(string content, string cause, string cure)
    {
        var exception = await Assert.ThrowsAsync<MartException>(() => MartFile.OpenPipeAsync("pipe", new MemoryStream(Encoding.UTF8.GetBytes(content)), Cancelled));

        Assert.Contains(cause, exception.Message, StringComparison.Ordinal);
        Assert.Contains(cure, exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_APipeThatGivesNothing_CanBeCancelled()
    {
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var stream = new RewindableStream(new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.ReadExactlyAsync(new byte[10], stop.Token));
        pipe.DisposeLocalCopyOfClientHandle();
    }

    private static async Task WriteAsync(AnonymousPipeServerStream pipe, string text, bool isGzipped)
    {
        await using Stream target = isGzipped ? new GZipStream(pipe, CompressionLevel.Fastest) : pipe;
        await target.WriteAsync(Encoding.UTF8.GetBytes(text), Cancelled);
    }

    private static async Task<List<string>> ReadAsync(IMartSource mart)
    {
        var rows = new List<string>();
        await foreach (var batch in mart.ReadAsync(new BatchLimits(700, 1_000_000), Cancelled))
        {
            using (batch)
            {
                rows.AddRange(Enumerable.Range(0, batch.Count).Select(row => Encoding.UTF8.GetString(batch.Row(row))));
            }
        }

        return rows;
    }
}
