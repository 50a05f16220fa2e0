using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Storage;

/// <summary>What an update starts from.</summary>
internal readonly record struct StoredSource(ReadOnlyMemory<byte> Source, string? Routing);

/// <summary>
/// The tables of one index: <c>d7</c> with a row a document in order of writing, and <c>t7</c> with what is remembered of
/// deleted ones. Column <c>fN</c> holds mapped field N, as a scalar until a document has several values.
/// </summary>
internal static class IndexTable
{
    // A hit's source and id are among two thousand in their block: unpacking the block costs ten times the reading of the
    // hit. Numbers are unpacked by every search that looks at them, and would be a tenth smaller.
    private const string Uncompressed = " USING COMPRESSION uncompressed";

    private const string Superseded = "node_superseded";

    // An appender takes an empty span for NULL unless it points somewhere.
    private static readonly byte[] NoSource = [0];

    public static string Name(int number) => $"d{number}";

    /// <summary>
    /// What searches read of an index: its table, without the writes that no refresh has shown yet and the shards that the search
    /// does not reach.
    /// </summary>
    public static string Searched(IndexState index)
    {
        if (index is { Unrefreshed: null, Reached: null })
            return Name(index.Number);
        List<string> conditions = [];
        if (index.Unrefreshed is { HidesNothing: true })
            conditions.Add($"_seq_no NOT IN ({SupersededOf(index)})");
        else if (index.Unrefreshed is { From: var from })
            conditions.Add($"_seq_no < {from}");
        if (index.Reached is { } shards)
            conditions.Add(shards.Count == 0 ? "FALSE" : $"{Shard(index.Settings)} IN ({string.Join(", ", shards)})");
        return $"(SELECT rowid, * FROM {Name(index.Number)} WHERE {string.Join(" AND ", conditions)})";
    }

    /// <summary>The shard of a row.</summary>
    public static string Shard(IndexSettings settings)
    {
        var places = settings.RoutingShards;
        return $"(((({DatabaseFunctions.RouteHash}(coalesce(_routing, _id)) % {places}) + {places}) % {places}) // {places / settings.Shards})";
    }

    /// <summary>The end of a condition that picks the last write of an id, seen by searches or not.</summary>
    public static string AndCurrent(IndexState index) => index.Unrefreshed is { Replaces: true }
        ? $" AND _seq_no NOT IN ({SupersededOf(index)})"
        : "";

    /// <summary>Gives the tables of an older format what they lack.</summary>
    public static void Upgrade(WriteSession session)
    {
        foreach (var number in session.Query("SELECT number FROM node_indices", row => (int)row.Long(0)))
            session.Execute($"ALTER TABLE {Tombstones(number)} ADD COLUMN IF NOT EXISTS _routing VARCHAR");
    }

    /// <summary>
    /// Makes the table of replaced rows, and takes out those that a run before has left, if the disk has room for that: a start
    /// shows everything.
    /// </summary>
    public static void Recover(WriteSession session)
    {
        session.Execute($"CREATE TABLE IF NOT EXISTS {Superseded} (number INTEGER NOT NULL, seq_no BIGINT NOT NULL)");
        if (!session.HasRoom)
            return;
        foreach (var number in Replaced(session))
            DeleteSuperseded(session, number);
    }

    /// <summary>The numbers of the indices with replaced rows.</summary>
    public static IReadOnlySet<int> Replaced(DuckSession session) =>
        session.Query($"SELECT DISTINCT number FROM {Superseded}", row => (int)row.Long(0)).ToHashSet();

    public static void Create(WriteSession session, int number, IndexMapping mapping)
    {
        session.Execute(
            $"CREATE TABLE {Name(number)} (_seq_no BIGINT NOT NULL{Uncompressed}, _id VARCHAR NOT NULL{Uncompressed}, _version BIGINT NOT NULL, "
            + $"_routing VARCHAR, _ignored VARCHAR[], _source BLOB NOT NULL{Uncompressed})");
        session.Execute(
            $"CREATE TABLE {Tombstones(number)} (_seq_no BIGINT NOT NULL, _id VARCHAR NOT NULL, _version BIGINT NOT NULL, _deleted_at BIGINT NOT NULL, _routing VARCHAR)");
        AddColumns(session, number, mapping, 0);
    }

    public static void Drop(WriteSession session, int number)
    {
        session.Execute($"DROP TABLE {Name(number)}");
        session.Execute($"DROP TABLE {Tombstones(number)}");
        session.Execute($"DELETE FROM {Superseded} WHERE number = {number}");
    }

    /// <summary>Adds the columns from a number on.</summary>
    public static void AddColumns(WriteSession session, int number, IndexMapping mapping, int first)
    {
        for (var column = first; column < mapping.ColumnCount; column++)
        {
            var field = mapping.ByColumn[column];
            session.Execute($"ALTER TABLE {Name(number)} ADD COLUMN {field.ColumnName} {SqlType(field)}{Packing(field)}");
        }
    }

    /// <summary>Makes a column of single values one of lists.</summary>
    public static void Widen(WriteSession session, int number, MappedField field) => session.Execute(
        $"ALTER TABLE {Name(number)} ALTER COLUMN {field.ColumnName} TYPE {SqlType(field.Type.Column)}[] "
        + $"USING CASE WHEN {field.ColumnName} IS NULL THEN NULL ELSE [{field.ColumnName}] END");

    /// <summary>Deletes rows by sequence number.</summary>
    public static void Delete(WriteSession session, int number, List<long> sequenceNumbers) => session.Execute(SqlStatement.Of(
        $"DELETE FROM {Name(number)} WHERE _seq_no IN (SELECT unnest($1))", sequenceNumbers));

    /// <summary>Lets rows stay for searches alone, until <see cref="DeleteSuperseded"/>.</summary>
    public static void Supersede(WriteSession session, int number, List<long> sequenceNumbers)
    {
        using var appender = session.Appender(Superseded);
        foreach (var seqNo in sequenceNumbers)
            appender.CreateRow().AppendValue(number).AppendValue(seqNo).EndRow();
    }

    /// <summary>Deletes the rows that stayed for searches.</summary>
    public static void DeleteSuperseded(WriteSession session, int number)
    {
        session.Execute($"DELETE FROM {Name(number)} WHERE _seq_no IN (SELECT seq_no FROM {Superseded} WHERE number = {number})");
        session.Execute($"DELETE FROM {Superseded} WHERE number = {number}");
    }

    /// <summary>Appends rows; their columns are those of the mapping.</summary>
    public static void Append(WriteSession session, int number, IndexMapping mapping, IEnumerable<DocumentRow> rows)
    {
        using var appender = session.Appender(Name(number));
        foreach (var document in rows)
        {
            var row = appender.CreateRow();
            row.AppendValue(document.SeqNo).AppendValue(document.Id).AppendValue(document.Version);
            AppendText(row, document.Routing);
            if (document.Parsed.Ignored is { } ignored)
                row.AppendValue(ignored);
            else
                row.AppendNullValue();
            row.AppendValue(mapping.Spec.KeepsSource ? MemoryMarshal.AsMemory(document.Source).Span : NoSource.AsSpan(0, 0));
            for (var column = 0; column < mapping.ColumnCount; column++)
                RowAppender.Append(row, mapping.ByColumn[column], document.Parsed.Values[column]);
            row.EndRow();
        }
    }

    /// <summary>Remembers deleted documents and forgets those past their time.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="number">The index.</param>
    /// <param name="deleted">What was deleted now.</param>
    /// <param name="forgetBefore">Tombstones of before this time go, milliseconds since 1970.</param>
    public static void Bury(WriteSession session, int number, IReadOnlyList<Tombstone> deleted, long forgetBefore)
    {
        using (var appender = session.Appender(Tombstones(number)))
        {
            foreach (var document in deleted)
            {
                var row = appender.CreateRow();
                row.AppendValue(document.SeqNo).AppendValue(document.Id).AppendValue(document.Version).AppendValue(document.DeletedAt);
                AppendText(row, document.Routing);
                row.EndRow();
            }
        }

        // The newest stays whatever its age: the next sequence number is counted from it after a restart.
        session.Execute(SqlStatement.Of(
            $"DELETE FROM {Tombstones(number)} WHERE _deleted_at < $1 AND _seq_no < (SELECT max(_seq_no) FROM {Tombstones(number)})",
            forgetBefore));
    }

    /// <summary>Reads the ids, sequence numbers and versions of all documents, then of all tombstones.</summary>
    public static VersionMap LoadVersions(DuckSession session, IndexState index)
    {
        var number = index.Number;
        var versions = new VersionMap();
        session.Query(
            $"SELECT _id, _seq_no, _version, _routing FROM {Name(number)} WHERE TRUE{AndCurrent(index)}",
            row =>
            {
                versions.Set(DocumentKey.Of(index.Settings, row.Text(0), row.Value(3) as string), new DocumentVersion(row.Long(1), row.Long(2)));
                return true;
            });
        session.Query(
            $"SELECT _id, _seq_no, _version, _deleted_at, _routing FROM {Tombstones(number)} ORDER BY _seq_no",
            row =>
            {
                var key = DocumentKey.Of(index.Settings, row.Text(0), row.Value(4) as string);
                if (versions.Find(key) is not { } known || known.SeqNo < row.Long(1))
                    versions.Set(key, new DocumentVersion(row.Long(1), row.Long(2), row.Long(3)));
                return true;
            });
        return versions;
    }

    /// <summary>The sources and routings of documents by sequence number.</summary>
    public static Dictionary<long, StoredSource> Sources(DuckSession session, int number, List<long> sequenceNumbers) => session.Query(
        SqlStatement.Of($"SELECT _seq_no, _source, _routing FROM {Name(number)} WHERE _seq_no IN (SELECT unnest($1))", sequenceNumbers),
        row => (row.Long(0), new StoredSource(row.Bytes(1), row.Value(2) as string))).ToDictionary();

    /// <summary>Documents that searches see.</summary>
    public static long Count(DuckSession session, IndexState index) =>
        session.Single($"SELECT count(*) FROM {Searched(index)}", row => row.Long(0));

    /// <summary>Bytes of the sources that searches see: what the user gave it, however the database packs that.</summary>
    public static long SizeInBytes(DuckSession session, IndexState index) =>
        session.Single($"SELECT coalesce(sum(octet_length(_source)), 0) FROM {Searched(index)}", row => row.Long(0));

    /// <summary>SQL type of a field's column.</summary>
    public static string SqlType(MappedField field) => SqlType(field.Type.Column) + (field.Many ? "[]" : "");

    /// <summary>SQL name of a column type.</summary>
    public static string SqlType(ColumnType type) => type switch
    {
        ColumnType.Varchar => "VARCHAR",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.TinyInt => "TINYINT",
        ColumnType.SmallInt => "SMALLINT",
        ColumnType.Integer => "INTEGER",
        ColumnType.BigInt => "BIGINT",
        ColumnType.Float => "FLOAT",
        _ => "DOUBLE",
    };

    /// <summary>Documents and bytes of sources by shard, that searches see.</summary>
    public static Dictionary<int, (long Documents, long Bytes)> ByShard(DuckSession session, IndexState index) => session.Query(
        $"SELECT {Shard(index.Settings)}, count(*), sum(octet_length(_source)) FROM {Searched(index)} GROUP BY 1",
        row => ((int)row.Long(0), (row.Long(1), row.Long(2)))).ToDictionary();

    private static string Packing(MappedField field) => field.Many || field.Type.Column == ColumnType.Varchar ? "" : Uncompressed;

    private static string SupersededOf(IndexState index) => $"SELECT seq_no FROM {Superseded} WHERE number = {index.Number}";

    private static string Tombstones(int number) => $"t{number}";

    private static void AppendText(IDuckDBAppenderRow row, string? text)
    {
        if (text is null)
            row.AppendNullValue();
        else
            row.AppendValue(text);
    }
}
