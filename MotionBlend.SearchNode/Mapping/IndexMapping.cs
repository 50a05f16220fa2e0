using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>Where a field is stored: the column's number, and whether it holds lists.</summary>
internal readonly record struct FieldColumn(int Number, bool Many);

/// <summary>
/// The mapping of an index at one moment: what the user declared, and the columns that hold it. Immutable; a change
/// makes a new one, which is published with the transaction that made the columns.
/// </summary>
internal sealed class IndexMapping
{
    public static readonly IndexMapping Empty = new(RootSpec.Empty, ImmutableDictionary<string, FieldColumn>.Empty, 0);

    private IndexMapping(RootSpec spec, ImmutableDictionary<string, FieldColumn> columns, int columnCount)
    {
        Spec = spec;
        Columns = columns;
        ColumnCount = columnCount;
        var fields = new Dictionary<string, MappedField>(StringComparer.Ordinal);
        Root = ObjectNode.Build(spec.Root, "", spec.Root.Dynamic ?? DynamicMode.True, columns, fields);
        Fields = fields.ToFrozenDictionary(StringComparer.Ordinal);
        ByColumn = new MappedField[columnCount];
        foreach (var field in fields.Values)
            ByColumn[field.Number] = field;
    }

    public RootSpec Spec { get; }

    public ImmutableDictionary<string, FieldColumn> Columns { get; }

    /// <summary>How many field columns the table has.</summary>
    public int ColumnCount { get; }

    /// <summary>The tree that documents are read along.</summary>
    public ObjectNode Root { get; }

    /// <summary>Leaf fields by path, multi-fields too.</summary>
    public FrozenDictionary<string, MappedField> Fields { get; }

    /// <summary>Leaf fields by column number.</summary>
    public MappedField[] ByColumn { get; }

    /// <summary>A mapping from the catalog's parts.</summary>
    public static IndexMapping Restore(RootSpec spec, ImmutableDictionary<string, FieldColumn> columns) =>
        new(spec, columns, columns.Count);

    /// <summary>This mapping with another declaration; fields without a column get the next number.</summary>
    public IndexMapping WithSpec(RootSpec spec)
    {
        var columns = Columns;
        var count = ColumnCount;
        foreach (var (path, type) in Leaves(spec.Root, ""))
            if (!columns.ContainsKey(path))
                columns = columns.Add(path, new FieldColumn(count++, type.AlwaysMany));
        return new IndexMapping(spec, columns, count);
    }

    /// <summary>This mapping with some columns widened to lists.</summary>
    public IndexMapping WithMany(IEnumerable<MappedField> fields) => new(
        Spec,
        fields.Aggregate(Columns, (columns, field) => columns.SetItem(field.Path, new FieldColumn(field.Number, true))),
        ColumnCount);

    /// <summary>The paths of all leaves with their types.</summary>
    public static IEnumerable<(string Path, FieldType Type)> Leaves(ObjectSpec spec, string prefix)
    {
        foreach (var (name, child) in spec.Properties)
        {
            var path = prefix + name;
            switch (child)
            {
                case ObjectSpec below:
                    foreach (var leaf in Leaves(below, path + "."))
                        yield return leaf;
                    break;
                case LeafSpec leaf:
                    yield return (path, leaf.Type);
                    foreach (var (sub, type) in leaf.Fields)
                        yield return ($"{path}.{sub}", type);
                    break;
            }
        }
    }
}
