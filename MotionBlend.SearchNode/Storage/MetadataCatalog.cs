using System.Collections.Immutable;
using System.Text;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Storage;

/// <summary>The table of templates and persistent cluster settings: one row each, named by its kind.</summary>
internal static class MetadataCatalog
{
    private const string IndexTemplateKind = "index_template";
    private const string ComponentTemplateKind = "component_template";
    private const string SettingKind = "setting";

    public static void Prepare(WriteSession session) => session.Execute(
        "CREATE TABLE IF NOT EXISTS node_metadata (kind VARCHAR NOT NULL, name VARCHAR NOT NULL, body VARCHAR NOT NULL)");

    /// <summary>Reads it all.</summary>
    public static ClusterMetadata Load(DuckSession session)
    {
        var rows = session.Query("SELECT kind, name, body FROM node_metadata", row => (Kind: row.Text(0), Name: row.Text(1), Body: row.Text(2)));
        return new ClusterMetadata
        {
            IndexTemplates = Of(IndexTemplateKind, TemplateParser.ParseIndexTemplate),
            ComponentTemplates = Of(ComponentTemplateKind, TemplateParser.ParseComponentTemplate),
            Persistent = rows.Where(row => row.Kind == SettingKind).ToImmutableSortedDictionary(row => row.Name, row => row.Body, StringComparer.Ordinal),
        };

        ImmutableSortedDictionary<string, T> Of<T>(string kind, Func<JsonValue, T> parse) => rows
            .Where(row => row.Kind == kind)
            .ToImmutableSortedDictionary(row => row.Name, row => parse(JsonBody.Parse(Encoding.UTF8.GetBytes(row.Body))), StringComparer.Ordinal);
    }

    /// <summary>Writes it all anew: it is small and seldom changes.</summary>
    public static void Save(WriteSession session, ClusterMetadata metadata)
    {
        session.Execute("DELETE FROM node_metadata");
        foreach (var (name, template) in metadata.IndexTemplates)
            Insert(session, IndexTemplateKind, name, TemplateWriter.Of(template).ToJsonString());
        foreach (var (name, template) in metadata.ComponentTemplates)
            Insert(session, ComponentTemplateKind, name, TemplateWriter.Of(template).ToJsonString());
        foreach (var (name, value) in metadata.Persistent)
            Insert(session, SettingKind, name, value);
    }

    private static void Insert(WriteSession session, string kind, string name, string body) =>
        session.Execute(SqlStatement.Of("INSERT INTO node_metadata VALUES ($1, $2, $3)", kind, name, body));
}
