using System.Buffers;
using System.Runtime.CompilerServices;
using MotionBlend.Exporter.Rows;
using Parquet;
using Parquet.Schema;

namespace MotionBlend.Exporter.Mart;

/// <summary>A mart file in Parquet. One row group is in memory at a time; its columns are written as JSON rows in batches.</summary>
internal sealed class ParquetMart : IMartSource
{
    private const int ExpectedRowBytes = 1024;

    private readonly ParquetReader _reader;
    private readonly FileStream _file;
    private long _rowsDone;

    private ParquetMart(string path, FileStream file, ParquetReader reader)
    {
        Name = path;
        _file = file;
        _reader = reader;
        TotalRows = reader.RowGroups.Sum(group => group.RowCount);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? TotalRows { get; }

    /// <summary>Reads the file's footer.</summary>
    /// <exception cref="MartException">The file is no Parquet file that can be read.</exception>
    public static async Task<ParquetMart> OpenAsync(string path, FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            return new ParquetMart(path, file, await ParquetReader.CreateAsync(file, null, leaveStreamOpen: true, cancellationToken));
        }
        catch (Exception exception) when (IsReadFault(exception))
        {
            throw new MartException($"{path} is no readable Parquet file: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken) =>
        new([.. _reader.Schema.Fields.Select(field => field.Name)]);

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
        var fields = _reader.Schema.GetDataFields().Where(field => MartColumn.Find(field.Name) is not null).ToArray();
        long row = 0;
        for (var group = 0; group < _reader.RowGroupCount; group++)
        {
            if (row + _reader.RowGroups[group].RowCount <= _rowsDone)
            {
                row += _reader.RowGroups[group].RowCount;
                continue;
            }

            var (columns, count) = await ReadGroupAsync(group, fields, cancellationToken);
            for (var start = 0; start < count;)
            {
                var batch = Write(columns, start, count, limits, row + 1);
                start += batch.Count;
                row += batch.Count;
                yield return batch;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _file.DisposeAsync();
    }

    private static bool IsReadFault(Exception exception) => exception
        is ParquetException or IOException or InvalidDataException or NotSupportedException or ArgumentException or InvalidOperationException;

    private async Task<(ParquetColumn[] Columns, int Count)> ReadGroupAsync(int group, DataField[] fields, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = _reader.OpenRowGroupReader(group);
            var count = checked((int)reader.RowCount);
            var columns = new ParquetColumn[fields.Length];
            for (var index = 0; index < fields.Length; index++)
            {
                columns[index] = await ParquetColumn.ReadAsync(reader, fields[index], count, cancellationToken);
            }

            return (columns, count);
        }
        catch (Exception exception) when (IsReadFault(exception))
        {
            throw new MartException($"{Name}: row group {group} cannot be read: {exception.Message}", exception);
        }
    }

    private MartBatch Write(ParquetColumn[] columns, int start, int count, BatchLimits limits, long firstRow)
    {
        var target = new PooledBuffer(Math.Min(limits.Rows, count - start) * ExpectedRowBytes);
        var rows = new List<(int, int)>(Math.Min(limits.Rows, count - start));
        for (var row = start; row < count && rows.Count < limits.Rows; row++)
        {
            var rowStart = target.Length;
            target.Append((byte)'{');
            for (var index = 0; index < columns.Length; index++)
            {
                target.Append(index == 0 ? columns[index].FirstName : columns[index].NextName);
                columns[index].Write(row, target);
            }

            target.Append((byte)'}');
            rows.Add((rowStart, target.Length - rowStart));
            if (target.Length + (rows.Count * BatchLimits.ActionLineBytes) + ExpectedRowBytes > limits.Bytes)
            {
                break;
            }
        }

        var fraction = (double)(firstRow - 1 + rows.Count) / Math.Max(1, TotalRows ?? 1);
        return new MartBatch(target.Detach(out var length), rows, firstRow, length, fraction);
    }
}
