using MotionBlend.Api.Queries;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Tests.Queries;

public sealed class BlendSearchQueryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void From_Default_CountsExactlyAndBreaksTiesById() => Assert.Equal(
        """{"query":{"match_all":{}},"track_total_hits":true,"size":25,"sort":[{"quality_score":{"order":"desc"}},{"blend_id":{"order":"asc"}}]}""",
        Json(new BlendSearch()));

    [Fact]
    public void From_ThirdPage_SkipsTheFirstTwo() => Assert.Contains(
        "\"size\":40,\"from\":80,", Json(new BlendSearch { Page = 3, Size = 40 }), StringComparison.Ordinal);

    [Fact]
    public void From_SortedById_NeedsNoTieBreaker() => Assert.EndsWith(
        "\"sort\":[{\"blend_id\":{\"order\":\"asc\"}}]}", Json(new BlendSearch { Sort = new BlendSort("id", Descending: false) }), StringComparison.Ordinal);

    [Fact]
    public void ById_Id_AsksForIt() => Assert.Equal(
        """{"query":{"ids":{"values":["blend_2d0844f50e2a"]}},"track_total_hits":true,"size":1}""",
        BlendSearchQuery.ById("blend_2d0844f50e2a").ToJson().ToJsonString());

    private static string Json(BlendSearch search) => BlendSearchQuery.From(search, Now).ToJson().ToJsonString();
}
