using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>What an index holds.</summary>
/// <param name="Index">The index.</param>
/// <param name="Documents">Documents in it.</param>
/// <param name="Bytes">Bytes of the sources in it; the database packs them, so the file is smaller.</param>
internal sealed record IndexFigures(IndexState Index, long Documents, long Bytes)
{
    /// <summary>Counts the documents of indices, and measures them.</summary>
    public static IReadOnlyList<IndexFigures> Of(DuckSession session, IReadOnlyList<IndexState> indices) =>
        [.. indices.Select(index => new IndexFigures(index, IndexTable.Count(session, index), IndexTable.SizeInBytes(session, index)))];
}
