using System.Numerics;

namespace MotionBlend.SearchNode.Json;

/// <summary>Hashes as Java computes them, and the order that its hash maps have by them.</summary>
internal static class JavaHash
{
    private const int LeastTable = 16;
    private const double LoadFactor = 0.75;

    public static int Of(string text) => text.Aggregate(0, (hash, unit) => unchecked((31 * hash) + unit));

    public static int Of(long number) => (int)(number ^ (number >>> 32));

    /// <summary>Names in the order in which a <c>HashMap</c> gives them that they were put into.</summary>
    public static IReadOnlyList<string> MapOrder(IReadOnlyCollection<string> names)
    {
        var table = Math.Max(LeastTable, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(names.Count / LoadFactor)));
        return [.. names.OrderBy(name => (Of(name) ^ (Of(name) >>> 16)) & (table - 1))];
    }
}
