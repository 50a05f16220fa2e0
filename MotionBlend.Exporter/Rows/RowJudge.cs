using System.Buffers;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Exporter.Rows;

/// <summary>
/// Judges rows: is it one JSON object, has it every column with a value of its type, and does the document satisfy Domain's
/// rules. Holds buffers that are reused from row to row, so a judge serves one thread.
/// </summary>
internal sealed class RowJudge(QualityGate gate)
{
    private readonly Cell[] _cells = new Cell[MartColumn.All.Length + 1];
    private readonly RowParser _parser = new();
    private int _plainEnd;

    /// <summary>What was found in the row judged last.</summary>
    public RowFindings Findings { get; } = new();

    /// <summary>Version of the row judged last: <c>updated_at</c> in microseconds since 1970.</summary>
    public long Version => _parser.Version;

    /// <summary>Digest of the values of the row judged last.</summary>
    public ulong Digest => _parser.Digest();

    /// <summary>Judges a row.</summary>
    /// <returns>True when the row may be indexed; <see cref="Findings"/> may hold warnings even then.</returns>
    public bool Judge(ReadOnlySpan<byte> row)
    {
        Clear();
        var end = PlainRow.Scan(row, _cells);
        _plainEnd = end > 0 && row[end..].SequenceEqual("}"u8) ? end : 0;
        return (_plainEnd > 0 || RowScanner.Scan(row, _cells, Findings)) && Decide(row);
    }

    /// <summary>Judges a document of an index: a row with the vector that belongs to it.</summary>
    /// <returns>True when an export of the same values would write the same document.</returns>
    public bool JudgeDocument(ReadOnlySpan<byte> document)
    {
        // Nearly every document is as an export writes it, to the byte.
        Clear();
        var end = PlainRow.Scan(document, _cells);
        return (end > 0 && Decide(document) && _parser.EndsWithVector(document[end..]))
            || (Judge(document) && _parser.HasVector(_cells[RowScanner.VectorCell].In(document)));
    }

    /// <summary>The id of the row judged last; empty when it has none.</summary>
    public string Id => _parser.Id;

    /// <summary>The raw value of a column in the row judged last; empty when it has none.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> row, string column) =>
        MartColumn.Find(column) is { } known && _cells[known.Ordinal] is { Kind: not CellKind.Absent } cell ? cell.In(row) : [];

    /// <summary>Writes the document of the row judged last, which must have been accepted.</summary>
    public void Write(ReadOnlySpan<byte> row, IBufferWriter<byte> target) => _parser.Write(row, _cells, _plainEnd, target, withVector: true);

    /// <summary>Writes the row judged last, which must have been accepted, as the mart's other rows are written.</summary>
    public void WriteRow(ReadOnlySpan<byte> row, IBufferWriter<byte> target) => _parser.Write(row, _cells, _plainEnd, target, withVector: false);

    private void Clear()
    {
        Findings.Clear();
        _parser.Clear();
        _cells[RowScanner.VectorCell] = default;
    }

    /// <summary>Judges the row whose cells were found.</summary>
    private bool Decide(ReadOnlySpan<byte> row)
    {
        if (_parser.Parse(row, _cells, Findings) is { } document)
        {
            Findings.Add(gate.Judge(document));
        }

        return !Findings.HasErrors;
    }
}
