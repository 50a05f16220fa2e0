using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The condition of the nearest documents, and the score of a vector by its field's similarity.</summary>
internal static class VectorSql
{
    public static string Predicate(NearestNode node, SqlParameters parameters) => node.Rows.Count == 0
        ? "FALSE"
        : parameters.IsIn("rowid", parameters.Add(node.Rows.ToList()));

    /// <summary>The score of a node under a boost.</summary>
    public static Score Score(NearestNode node, float boost, SqlParameters parameters)
    {
        var similarity = Similarity(node.Field, node.Vector, parameters);
        return Queries.Score.Variable(boost == 1 ? similarity : $"({similarity} * {Queries.Score.Fixed(boost).Sql})");
    }

    /// <summary>The score of the row's vector against another, from 0; the formulas are those of <see cref="VectorSimilarities.Score"/>.</summary>
    public static string Similarity(MappedField field, float[] vector, SqlParameters parameters)
    {
        var (own, other) = (field.ColumnName, parameters.Add(vector.ToList()));
        return ((DenseVectorType)field.Type).Similarity switch
        {
            VectorSimilarity.L2Norm => $"(1::FLOAT / (1::FLOAT + list_distance({own}, {other}) * list_distance({own}, {other})))",
            VectorSimilarity.Cosine => $"greatest((1::FLOAT + list_cosine_similarity({own}, {other})) / 2::FLOAT, 0::FLOAT)",
            VectorSimilarity.DotProduct => $"greatest((1::FLOAT + list_inner_product({own}, {other})) / 2::FLOAT, 0::FLOAT)",
            _ => $"(CASE WHEN list_inner_product({own}, {other}) < 0 THEN 1::FLOAT / (1::FLOAT - list_inner_product({own}, {other})) "
                + $"ELSE list_inner_product({own}, {other}) + 1::FLOAT END)",
        };
    }
}
