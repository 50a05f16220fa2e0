using System.Data;
using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Sql.Queries;

namespace MotionBlend.SearchNode.Storage;

/// <summary>One DuckDB connection in one transaction; synchronous, to be used on one worker thread at a time.</summary>
internal abstract class DuckSession(DuckDBConnection connection, CancellationToken cancellationToken)
{
    protected DuckDBConnection Connection { get; } = connection;

    protected CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Runs a query and hands each row to the reader function.</summary>
    /// <exception cref="FailureException">A document cannot be scored.</exception>
    public List<T> Query<T>(SqlStatement statement, Func<RowReader, T> read)
    {
        using var watch = FaultWatch.On(statement);
        using var command = Command(statement, watch);
        using var cancel = new CommandCancellation(command, CancellationToken);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            var row = new RowReader(reader);
            while (reader.Read())
                rows.Add(read(row));
            Require(watch);
            return rows;
        }
        catch (DuckDBException) when (CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(CancellationToken);
        }
        catch (Exception e) when (e is not FailureException && watch?.Fault is not null)
        {
            // Void values cannot be read, either.
            Require(watch);
            throw;
        }
    }

    /// <summary>Runs a query of one row.</summary>
    public T Single<T>(SqlStatement statement, Func<RowReader, T> read) => Query(statement, read)[0];

    /// <summary>Runs a statement without a result.</summary>
    protected void ExecuteCommand(SqlStatement statement)
    {
        using var watch = FaultWatch.On(statement);
        using var command = Command(statement, watch);
        command.ExecuteNonQuery();
        Require(watch);
    }

    private static void Require(FaultWatch? watch)
    {
        if (watch?.Fault is { } fault)
            throw ScoreFault.Read(fault).Raise();
    }

    private DuckDBCommand Command(SqlStatement statement, FaultWatch? watch)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var command = Connection.CreateCommand();
        command.CommandText = statement.Text;
        command.CommandType = CommandType.Text;
        foreach (var value in statement.Parameters)
        {
            RequireText(value);
            command.Parameters.Add(new DuckDBParameter(watch?.Filled(value) ?? value));
        }

        return command;
    }

    // The binding of a text ends at its first U+0000, so that another one would be looked for, or kept.
    private static void RequireText(object? value)
    {
        if (value is string text ? text.Contains('\0', StringComparison.Ordinal) : value is IEnumerable<string> texts && texts.Any(t => t.Contains('\0', StringComparison.Ordinal)))
            throw Failure.Unsupported("the character U+0000 in a name, an id or a value that is searched for").Raise();
    }
}

/// <summary>The current row of a result, by column position.</summary>
internal readonly struct RowReader(DuckDBDataReader reader)
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    /// <summary>Any integer; sums are 128 bits wide and are narrowed.</summary>
    public long Long(int column) => reader.GetValue(column) switch
    {
        long value => value,
        BigInteger value => (long)value,
        var value => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    public double Double(int column) => reader.GetDouble(column);

    public float Float(int column) => reader.GetFloat(column);

    public bool Boolean(int column) => reader.GetBoolean(column);

    public string Text(int column) => reader.GetString(column);

    /// <summary>Any value, as DuckDB.NET gives it; null for NULL.</summary>
    public object? Value(int column) => reader.IsDBNull(column) ? null : reader.GetValue(column);

    /// <summary>A list of values; null for NULL.</summary>
    public List<T>? List<T>(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<List<T>>(column);

    /// <summary>The bytes of a blob.</summary>
    public byte[] Bytes(int column)
    {
        using var stream = reader.GetStream(column);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
