using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MotionBlend.Exporter.Mart.Columnar;
using MotionBlend.Exporter.Rows;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace MotionBlend.Exporter.Mart;

/// <summary>
/// A mart file in Parquet. Its columns are read page by page, some thousand rows at a time, so that memory follows neither the
/// file's size nor that of its row groups.
/// </summary>
internal sealed class ParquetMart : IMartSource
{
    // Rows of one record batch: with 32 columns about a megabyte.
    private const int BlockRows = 4096;
    private const int BlocksAhead = 1;

    private readonly FileStream _file;
    private readonly ReaderProperties _properties;
    private readonly ArrowReaderProperties _arrowProperties;
    private readonly FileReader _reader;
    private long _rowsDone;

    private ParquetMart(string path, FileStream file)
    {
        Name = path;
        _file = file;

        // Arrow's own pool keeps what each thread that ever read has freed.
        _properties = ReaderProperties.WithMemoryPool(MemoryPool.SystemMemoryPool());
        _properties.EnableBufferedStream();
        _properties.EnablePageChecksumVerification();
        _arrowProperties = ArrowReaderProperties.GetDefault();
        _arrowProperties.BatchSize = BlockRows;
        _arrowProperties.UseThreads = false;
        _arrowProperties.PreBuffer = false;
        _reader = new FileReader(path, _properties, _arrowProperties);
        TotalRows = _reader.ParquetReader.FileMetaData.NumRows;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? TotalRows { get; }

    /// <summary>Reads the file's footer.</summary>
    /// <exception cref="MartException">The file is no Parquet file that can be read.</exception>
    public static ParquetMart Open(string path, FileStream file)
    {
        try
        {
            return new ParquetMart(path, file);
        }
        catch (ParquetException exception)
        {
            throw new MartException($"{path} is no readable Parquet file: {exception.Message}", exception)
            {
                Cure = "the file was cut off or damaged: copy or export it again",
            };
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken) =>
        new([.. _reader.Schema.FieldsList.Select(field => field.Name)]);

    /// <inheritdoc/>
    public ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken)
    {
        var why = ResumePoint.InFile.WhyNot(_file, point);
        _rowsDone = why is null ? point.RowsDone : 0;
        return new(why);
    }

    /// <inheritdoc/>
    public ResumePoint ResumePointAt(long rowsDone) => ResumePoint.InFile.Of(_file, rowsDone);

    /// <inheritdoc/>
    public async IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (groups, skipped) = GroupsToRead();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var room = new SemaphoreSlim(BlocksAhead);
        var blocks = Channel.CreateUnbounded<RowBlock>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

        // The native reader does not wait but works, and keeps memory for every thread that it ever ran on: it gets one of its own.
        var reading = Task.Factory.StartNew(
            () => ReadBlocksAsync(groups, limits, blocks.Writer, room, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var rows = skipped;
        try
        {
            await foreach (var block in blocks.Reader.ReadAllAsync(cancellationToken))
            {
                room.Release();
                var batch = block.ToBatch(rows + 1, TotalRows);
                rows += batch.Count;
                yield return batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.Unwrap();
            NativeHeap.Trim();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _arrowProperties.Dispose();
        _properties.Dispose();
        return _file.DisposeAsync();
    }

    /// <summary>The row groups that hold rows which are not done with, and how many rows stand before them.</summary>
    private (int[] Groups, long RowsBefore) GroupsToRead()
    {
        long before = 0;
        for (var group = 0; group < _reader.NumRowGroups; group++)
        {
            using var reader = _reader.ParquetReader.RowGroup(group);
            if (before + reader.MetaData.NumRows > _rowsDone)
            {
                return ([.. Enumerable.Range(group, _reader.NumRowGroups - group)], before);
            }

            before += reader.MetaData.NumRows;
        }

        return ([], before);
    }

    /// <summary>The file's columns that the mart has; those of other and nested fields are not even read.</summary>
    private int[] Leaves(MartColumn[] columns)
    {
        var names = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var schema = _reader.ParquetReader.FileMetaData.Schema;
        return [.. Enumerable.Range(0, schema.NumColumns).Where(leaf => names.Contains(schema.Column(leaf).Path.ToDotVector()[0]))];
    }

    /// <summary>Reads all rows on the thread it is called on: nothing in it is truly asynchronous.</summary>
    private async Task ReadBlocksAsync(int[] groups, BatchLimits limits, ChannelWriter<RowBlock> blocks, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        long rows = 0;
        try
        {
            var columns = _reader.Schema.FieldsList.Select(field => MartColumn.Find(field.Name)).OfType<MartColumn>().ToArray();
            var members = JsonMember.All(columns.Select(column => column.Name));
            var batcher = new RowBatcher(limits);
            using var reader = _reader.GetRecordBatchReader(groups, Leaves(columns));
            while (await reader.ReadNextRecordBatchAsync(cancellationToken) is { } records)
            {
                using var block = new ArrowBlock(Name, records, columns, members, []);
                for (var row = 0; row < block.Count; row++)
                {
                    block.Write(row, batcher.BeginRow());
                    batcher.EndRow();
                    if (batcher.IsFull)
                    {
                        HandOn(batcher, blocks, room, cancellationToken);
                    }
                }

                rows += block.Count;
            }

            HandOn(batcher, blocks, room, cancellationToken);
            blocks.Complete();
        }
        catch (Exception exception) when (exception is OperationCanceledException or MartException)
        {
            blocks.Complete(exception);
        }
        catch (Exception exception)
        {
            // Bytes from outside: whatever the reader stumbles over means that they are no rows.
            blocks.Complete(new MartException($"{Name} cannot be read beyond row {rows}: {exception.Message}", exception));
        }
    }

    private static void HandOn(RowBatcher batcher, ChannelWriter<RowBlock> blocks, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        if (batcher.TryTake() is { } block)
        {
            room.Wait(cancellationToken);
            blocks.TryWrite(block);
        }
    }
}
