using Apache.Arrow;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.Columnar;

/// <summary>The rows of one record batch.</summary>
internal sealed class ArrowBlock : IDisposable
{
    private readonly RecordBatch _records;
    private readonly ArrowColumn[] _columns;
    private readonly byte[][] _members;
    private byte[] _bytes;

    /// <summary>Finds the columns, which come in the source's order rather than the mart's.</summary>
    /// <param name="source">What the batch is of, for errors, e.g. <c>BigQuery's read session</c>.</param>
    /// <param name="records">The batch; the block disposes it.</param>
    /// <param name="columns">The columns to write.</param>
    /// <param name="members">What stands before each column's value.</param>
    /// <param name="bytes">What the batch lies in, rented from <see cref="RowBuffers"/>; the block returns it. Empty where the batch owns its memory.</param>
    /// <exception cref="MartException">A column is missing, or has a type that no column of the mart has.</exception>
    public ArrowBlock(string source, RecordBatch records, IReadOnlyList<MartColumn> columns, byte[][] members, byte[] bytes)
    {
        _columns = [.. columns.Select(column => Column(source, records, column.Name))];
        _records = records;
        _members = members;
        _bytes = bytes;
    }

    /// <summary>Rows in the batch.</summary>
    public int Count => _records.Length;

    /// <summary>Writes one row.</summary>
    public void Write(int row, PooledBuffer target)
    {
        for (var index = 0; index < _columns.Length; index++)
        {
            target.Append(_members[index]);
            _columns[index].Write(row, target);
        }

        target.Append((byte)'}');
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        var bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
        {
            RowBuffers.Pool.Return(bytes);
        }
    }

    private static ArrowColumn Column(string source, RecordBatch records, string name)
    {
        var index = records.Schema.GetFieldIndex(name, StringComparer.OrdinalIgnoreCase);
        return index < 0
            ? throw new MartException($"{source} lacks column {name}")
            : ArrowColumn.Of(records.Column(index))
                ?? throw new MartException($"{source} has column {name} of Arrow type {records.Schema.GetFieldByIndex(index).DataType.Name}, which no column of the mart has");
    }
}
