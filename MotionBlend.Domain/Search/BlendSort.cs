using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Search;

/// <summary>
/// Order of the hits: a metric's key, or one of the keys below; a leading <c>-</c> sorts downwards. Ties are broken by blend id,
/// so that pages never overlap.
/// </summary>
/// <param name="Key">The key in addresses, one of <see cref="Keys"/>.</param>
/// <param name="Descending">True for highest first.</param>
public sealed record BlendSort(string Key, bool Descending)
{
    private static readonly Dictionary<string, string> FieldByKey = BlendMetric.All
        .Select(metric => (metric.Key, metric.Field))
        .Concat(
        [
            ("id", BlendFields.BlendId), ("left", BlendFields.LeftMotionId), ("right", BlendFields.RightMotionId),
            ("method", BlendFields.Method), ("cat", BlendFields.QualityCategory),
            ("start", BlendFields.TransitionStartFrame), ("end", BlendFields.TransitionEndFrame),
            ("created", BlendFields.CreatedAt), ("updated", BlendFields.UpdatedAt), ("computed", BlendFields.ComputedAt),
        ])
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>Best score first.</summary>
    public static BlendSort Default { get; } = new("quality", Descending: true);

    /// <summary>All keys that can be sorted by.</summary>
    public static IReadOnlyCollection<string> Keys => FieldByKey.Keys;

    /// <summary>The document's field.</summary>
    public string Field => FieldByKey[Key];

    /// <summary>Reads <c>quality</c> or <c>-quality</c>; false for an unknown key.</summary>
    public static bool TryParse(string text, out BlendSort sort)
    {
        var descending = text.StartsWith('-');
        var key = descending ? text[1..] : text;
        sort = new BlendSort(key, descending);
        return FieldByKey.ContainsKey(key);
    }

    /// <summary>The sort as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Descending ? "-" + Key : Key;
}
