using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Ast;

/// <summary>One of so many parts of an index, by a hash of the document's id.</summary>
/// <param name="Part">The part, from 0.</param>
/// <param name="Parts">Their number.</param>
internal sealed record SliceNode(int Part, int Parts) : QueryNode;

/// <summary>
/// The documents, in the order of writing, up to so many that count: all that a search with <c>terminate_after</c> looks at.
/// </summary>
/// <param name="Index">The index.</param>
/// <param name="Query">What counts: the search's query, and its post filter.</param>
/// <param name="Count">How many.</param>
internal sealed record FirstNode(IndexState Index, QueryNode Query, int Count) : QueryNode
{
    public override IEnumerable<QueryNode> Children => [Query];
}
