using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Queries;

/// <summary>
/// The bars of a score histogram. Their ends are counted in decimal, so that a bar is <c>0.15..&lt;0.2</c> and not
/// <c>0.15000000000000002..</c>, and each is asked for by the very range that a user would write.
/// </summary>
internal static class ScoreBars
{
    /// <summary>Bars over 0 to 1 without gap or overlap; the last one, which may be narrower, includes 1.</summary>
    /// <param name="interval">Width, over 0 and at most 1.</param>
    public static IReadOnlyList<NumberRange> Of(decimal interval)
    {
        var count = (int)Math.Ceiling(1 / interval);
        return
        [
            .. Enumerable.Range(0, count).Select(i => i == count - 1
                ? new NumberRange((double)(i * interval), 1)
                : new NumberRange((double)(i * interval), (double)((i + 1) * interval), ExcludesTo: true)),
        ];
    }
}
