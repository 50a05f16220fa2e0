using System.Collections.Immutable;
using System.Text;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Exporter.Rows;

/// <summary>A column of the mart: its place in a document, its name and its type.</summary>
internal sealed class MartColumn
{
    private static readonly Dictionary<string, MartColumn> ByName;

    static MartColumn()
    {
        All = [.. BlendIndexMapping.Fields.Select((field, ordinal) => new MartColumn(ordinal, field.Field, field.Type))];
        ByName = All.ToDictionary(column => column.Name, StringComparer.Ordinal);
        BlendId = ByName[BlendFields.BlendId].Ordinal;
        UpdatedAt = ByName[BlendFields.UpdatedAt].Ordinal;
    }

    private MartColumn(int ordinal, string name, BlendFieldType type)
    {
        Ordinal = ordinal;
        Name = name;
        Type = type;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        Utf8Member = Encoding.UTF8.GetBytes($"{(ordinal == 0 ? '{' : ',')}\"{name}\":");
    }

    /// <summary>All columns in the order of the mart, which is also that of a document's members.</summary>
    public static ImmutableArray<MartColumn> All { get; }

    /// <summary>Ordinal of <c>blend_id</c>.</summary>
    public static int BlendId { get; }

    /// <summary>Ordinal of <c>updated_at</c>.</summary>
    public static int UpdatedAt { get; }

    /// <summary>Place in <see cref="All"/>.</summary>
    public int Ordinal { get; }

    /// <summary>Name in mart and index.</summary>
    public string Name { get; }

    /// <summary>Type in the index.</summary>
    public BlendFieldType Type { get; }

    /// <summary>The name in UTF-8.</summary>
    public byte[] Utf8Name { get; }

    /// <summary>What stands before the value in a document: <c>{"blend_id":</c> or <c>,"name":</c>.</summary>
    public byte[] Utf8Member { get; }

    /// <summary>Finds a column, or null.</summary>
    public static MartColumn? Find(string name) => ByName.GetValueOrDefault(name);
}
