using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Ast;

/// <summary>
/// The documents whose vectors are nearest to one, found when the query was bound; scores their similarity.
/// </summary>
/// <param name="Field">A field of vectors.</param>
/// <param name="Vector">What they are near to; as long as the field's vectors.</param>
/// <param name="Rows">The rows of the documents in the search's own view.</param>
internal sealed record NearestNode(MappedField Field, float[] Vector, IReadOnlyList<long> Rows) : QueryNode;
