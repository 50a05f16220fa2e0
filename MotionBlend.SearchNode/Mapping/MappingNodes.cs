using System.Collections.Immutable;
using System.Text.Unicode;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>A node of the tree that documents are read along.</summary>
internal abstract class MappingNode(string name)
{
    /// <summary>The last part of the path; the one string that stands for it everywhere.</summary>
    public string Name { get; } = name;
}

/// <summary>A leaf with its column and those of its multi-fields.</summary>
internal sealed class LeafNode(string name, MappedField field, MappedField[] multiFields) : MappingNode(name)
{
    public MappedField Field { get; } = field;

    public MappedField[] MultiFields { get; } = multiFields;
}

/// <summary>An object with its members.</summary>
internal sealed class ObjectNode : MappingNode
{
    private readonly Dictionary<string, MappingNode> _members = new(StringComparer.Ordinal);

    private ObjectNode(string name, string prefix, DynamicMode dynamic, bool enabled)
        : base(name)
    {
        Prefix = prefix;
        Dynamic = dynamic;
        Enabled = enabled;
    }

    /// <summary>Dotted path with a trailing dot; empty for the root.</summary>
    public string Prefix { get; }

    public DynamicMode Dynamic { get; }

    public bool Enabled { get; }

    public static ObjectNode Build(
        ObjectSpec spec,
        string prefix,
        DynamicMode inherited,
        ImmutableDictionary<string, FieldColumn> columns,
        Dictionary<string, MappedField> fields)
    {
        var name = prefix.Length == 0 ? "_doc" : prefix.TrimEnd('.');
        var node = new ObjectNode(name[(name.LastIndexOf('.') + 1)..], prefix, spec.Dynamic ?? inherited, spec.Enabled ?? true);
        foreach (var (member, child) in spec.Properties)
        {
            node._members[member] = child switch
            {
                ObjectSpec below => Build(below, $"{prefix}{member}.", node.Dynamic, columns, fields),
                LeafSpec leaf => new LeafNode(
                    member,
                    Field(prefix + member, leaf.Type),
                    [.. leaf.Fields.Select(sub => Field($"{prefix}{member}.{sub.Key}", sub.Value))]),
                _ => throw new InvalidOperationException($"unknown mapping node {child}"),
            };
        }

        return node;

        MappedField Field(string path, FieldType type)
        {
            var column = columns[path];
            return fields[path] = new MappedField(path, type, column.Number, column.Many);
        }
    }

    public MappingNode? Member(string name) => _members.GetValueOrDefault(name);

    /// <summary>Looks a member up by the UTF-8 bytes of a document, without making a string of them.</summary>
    public MappingNode? Member(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 256)
            return null;
        Span<char> name = stackalloc char[utf8.Length];
        Utf8.ToUtf16(utf8, name, out _, out var length);
        return _members.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var node) ? node : null;
    }
}
