using System.Collections.Frozen;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary>How near two vectors are; each has its own score.</summary>
internal enum VectorSimilarity
{
    Cosine,
    DotProduct,
    L2Norm,
    MaxInnerProduct,
}

/// <summary>The similarities by their names in a mapping, and the scores that they mean.</summary>
internal static class VectorSimilarities
{
    private static readonly FrozenDictionary<string, VectorSimilarity> ByName = new Dictionary<string, VectorSimilarity>(StringComparer.Ordinal)
    {
        ["cosine"] = VectorSimilarity.Cosine,
        ["dot_product"] = VectorSimilarity.DotProduct,
        ["l2_norm"] = VectorSimilarity.L2Norm,
        ["max_inner_product"] = VectorSimilarity.MaxInnerProduct,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static VectorSimilarity? Parse(string name) => ByName.TryGetValue(name, out var similarity) ? similarity : null;

    public static string NameOf(VectorSimilarity similarity) => ByName.Single(pair => pair.Value == similarity).Key;

    /// <summary>The score of a raw similarity: a distance for <c>l2_norm</c>, a cosine or a product for the others.</summary>
    public static float Score(VectorSimilarity similarity, float raw) => similarity switch
    {
        VectorSimilarity.L2Norm => 1f / (1f + (raw * raw)),
        VectorSimilarity.MaxInnerProduct => raw < 0 ? 1f / (1f - raw) : raw + 1f,
        _ => (1f + raw) / 2f,
    };
}
