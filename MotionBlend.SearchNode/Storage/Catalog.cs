using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Storage;

/// <summary>The node's own tables: format version, cluster identity, and one row an index.</summary>
internal static class Catalog
{
    /// <summary>Version of the data folder's format; a folder with a higher one is refused.</summary>
    public const int FormatVersion = 3;

    private static readonly string Version = FormatVersion.ToString(CultureInfo.InvariantCulture);

    private const string Format = "format";
    private const string ClusterUuid = "cluster_uuid";
    private const string StateVersion = "state_version";

    /// <summary>Makes the tables of a new folder, or checks those of an existing one.</summary>
    /// <exception cref="DataFolderException">The folder was written by a newer version.</exception>
    public static void Prepare(WriteSession session, string folder)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS node_meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL)");
        session.Execute(
            """
            CREATE TABLE IF NOT EXISTS node_indices (
              number INTEGER NOT NULL, name VARCHAR NOT NULL, uuid VARCHAR NOT NULL, created BIGINT NOT NULL, closed BOOLEAN NOT NULL,
              settings VARCHAR NOT NULL, mapping VARCHAR NOT NULL, columns VARCHAR NOT NULL, aliases VARCHAR NOT NULL)
            """);
        // A table of its own, empty for indices that were never closed, so that older folders need no other form.
        session.Execute("CREATE TABLE IF NOT EXISTS node_terms (number INTEGER NOT NULL, from_seq_no BIGINT NOT NULL, term BIGINT NOT NULL)");
        MetadataCatalog.Prepare(session);
        IndexTable.Recover(session);
        var found = session.Query(SqlStatement.Of("SELECT value FROM node_meta WHERE key = $1", Format), row => row.Text(0));
        if (found is [var version])
        {
            var known = int.Parse(version, CultureInfo.InvariantCulture);
            if (known > FormatVersion)
            {
                throw new DataFolderException(
                    $"the data folder [{folder}] has format {version}, and this version of the search node reads up to format {FormatVersion}; "
                    + "start a newer search node, or give this one another folder with --data");
            }

            if (known < FormatVersion)
            {
                IndexTable.Upgrade(session);
                SetMeta(session, Format, Version);
            }

            return;
        }

        SetMeta(session, Format, Version);
        SetMeta(session, ClusterUuid, Identifiers.NewUuid());
        SetMeta(session, StateVersion, "1");
    }

    /// <summary>Reads the whole catalog.</summary>
    public static (string ClusterUuid, ClusterState State) Load(DuckSession session)
    {
        var meta = session.Query("SELECT key, value FROM node_meta", row => (row.Text(0), row.Text(1))).ToDictionary();
        var terms = session.Query("SELECT number, from_seq_no, term FROM node_terms ORDER BY term", row => (Number: row.Long(0), Begin: (row.Long(1), row.Long(2))))
            .ToLookup(term => term.Number, term => term.Begin);
        var replaced = IndexTable.Replaced(session);
        var indices = session.Query(
            "SELECT number, name, uuid, created, closed, settings, mapping, columns, aliases FROM node_indices",
            row =>
            {
                var settings = ReadSettings(row.Text(5));
                return new IndexState((int)row.Long(0), row.Text(1), row.Text(2), row.Long(3))
                {
                    Closed = row.Boolean(4),
                    Terms = new PrimaryTerms([.. terms[row.Long(0)]]),
                    Settings = settings,
                    Mapping = IndexMapping.Restore(
                        Normalizers.Bind(MappingParser.Parse(Parse(row.Text(6))), settings), ReadColumns(row.Text(7))),
                    Aliases = AliasParser.ParseAll(Parse(row.Text(8))),
                    Unrefreshed = replaced.Contains((int)row.Long(0)) ? Unrefreshed.ReplacedOnly : null,
                };
            });
        return (
            meta[ClusterUuid],
            new ClusterState(
                long.Parse(meta[StateVersion], CultureInfo.InvariantCulture),
                indices.ToImmutableSortedDictionary(i => i.Name, i => i, StringComparer.Ordinal))
            {
                Metadata = MetadataCatalog.Load(session),
            });
    }

    /// <summary>Writes the version of the state.</summary>
    public static void SaveVersion(WriteSession session, long stateVersion) =>
        SetMeta(session, StateVersion, stateVersion.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes an index's row, replacing the one it had.</summary>
    public static void Save(WriteSession session, IndexState index, long stateVersion)
    {
        session.Execute(SqlStatement.Of("DELETE FROM node_indices WHERE number = $1", index.Number));
        session.Execute(SqlStatement.Of(
            "INSERT INTO node_indices VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            index.Number,
            index.Name,
            index.Uuid,
            index.CreatedMillis,
            index.Closed,
            Text(writer => WriteSettings(writer, index.Settings)),
            Text(writer => MappingWriter.Write(writer, index.Mapping.Spec)),
            Text(writer => WriteColumns(writer, index.Mapping)),
            Text(writer => AliasWriter.WriteAll(writer, index.Aliases.Values))));
        SaveTerms(session, index);
        SaveVersion(session, stateVersion);
    }

    /// <summary>Removes an index's row.</summary>
    public static void Remove(WriteSession session, IndexState index, long stateVersion)
    {
        session.Execute(SqlStatement.Of("DELETE FROM node_indices WHERE number = $1", index.Number));
        session.Execute(SqlStatement.Of("DELETE FROM node_terms WHERE number = $1", index.Number));
        SaveVersion(session, stateVersion);
    }

    private static void SaveTerms(WriteSession session, IndexState index)
    {
        if (index.Terms.Later.IsEmpty)
            return;
        session.Execute(SqlStatement.Of("DELETE FROM node_terms WHERE number = $1", index.Number));
        foreach (var (fromSeqNo, term) in index.Terms.Later)
            session.Execute(SqlStatement.Of("INSERT INTO node_terms VALUES ($1, $2, $3)", index.Number, fromSeqNo, term));
    }

    private static void SetMeta(WriteSession session, string key, string value)
    {
        session.Execute(SqlStatement.Of("DELETE FROM node_meta WHERE key = $1", key));
        session.Execute(SqlStatement.Of("INSERT INTO node_meta VALUES ($1, $2)", key, value));
    }

    private static JsonValue Parse(string text) => JsonBody.Parse(Encoding.UTF8.GetBytes(text));

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions(indented: false)))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static IndexSettings ReadSettings(string text) => new(Parse(text).Members
        .ToImmutableSortedDictionary(m => m.Name, m => m.Value.Text, StringComparer.Ordinal));

    private static void WriteSettings(Utf8JsonWriter writer, IndexSettings settings)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in settings.Values)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static ImmutableDictionary<string, FieldColumn> ReadColumns(string text) => Parse(text).Members
        .ToImmutableDictionary(m => m.Name, m => new FieldColumn(m.Value.Items[0].AsInt(), m.Value.Items[1].AsBoolean()), StringComparer.Ordinal);

    private static void WriteColumns(Utf8JsonWriter writer, IndexMapping mapping)
    {
        writer.WriteStartObject();
        foreach (var (path, column) in mapping.Columns)
        {
            writer.WriteStartArray(path);
            writer.WriteNumberValue(column.Number);
            writer.WriteBooleanValue(column.Many);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
