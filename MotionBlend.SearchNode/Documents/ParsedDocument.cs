using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Documents;

/// <summary>A document's column values under one mapping.</summary>
/// <param name="Mapping">The mapping it was read with.</param>
/// <param name="Values">A value a column.</param>
internal sealed record ParsedDocument(IndexMapping Mapping, ColumnValue[] Values)
{
    /// <summary>Fields whose value stands in the source only, sorted; null for none.</summary>
    public List<string>? Ignored { get; init; }

    /// <summary>Fields that got several values while their column holds single ones; null for none.</summary>
    public List<MappedField>? Widened { get; init; }

    /// <summary>Fields that the mapping does not have yet; null for none. Then the document must be read again.</summary>
    public ObjectSpec? Additions { get; init; }
}

/// <summary>A row of an index's table.</summary>
internal sealed record DocumentRow(string Id, long SeqNo, long Version, string? Routing, ReadOnlyMemory<byte> Source, ParsedDocument Parsed);
