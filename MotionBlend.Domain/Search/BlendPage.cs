using MotionBlend.Domain.Blends;

namespace MotionBlend.Domain.Search;

/// <summary>One page of hits: the reply of <c>GET /api/v1/blends</c>.</summary>
/// <param name="Total">How many blends match, exactly.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Hits of a full page.</param>
/// <param name="Items">The hits in the order asked for.</param>
/// <param name="TookMilliseconds">Time the search backend took, ms.</param>
public sealed record BlendPage(long Total, int Page, int Size, IReadOnlyList<BlendDocument> Items, long TookMilliseconds)
{
    /// <summary>Number of pages that can be asked for, at least 1: bounded by <see cref="BlendSearch.MaxWindow"/>.</summary>
    public int PageCount => (int)Math.Max(1, Math.Min((Total + Size - 1) / Size, BlendSearch.MaxWindow / Size));
}
