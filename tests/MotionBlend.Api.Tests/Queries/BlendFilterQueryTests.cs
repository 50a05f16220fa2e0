using MotionBlend.Api.Queries;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Tests.Queries;

public sealed class BlendFilterQueryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", """{"match_all":{}}""")]
    [InlineData("cat=poor,good", """{"terms":{"quality_category":["poor","good"]}}""")]
    [InlineData("method=slerp_smoothstep", """{"terms":{"method":["slerp_smoothstep"]}}""")]
    [InlineData("left=a,b", """{"terms":{"left_motion_id":["a","b"]}}""")]
    [InlineData("right=a", """{"terms":{"right_motion_id":["a"]}}""")]
    [InlineData("motion=a,b",
        """{"bool":{"should":[{"terms":{"left_motion_id":["a","b"]}},{"terms":{"right_motion_id":["a","b"]}}],"minimum_should_match":1}}""")]
    [InlineData("flag=spike,mismatch",
        """{"bool":{"should":[{"term":{"has_velocity_spike":true}},{"term":{"has_distribution_mismatch":true}}],"minimum_should_match":1}}""")]
    [InlineData("flag=any",
        """{"bool":{"should":[{"term":{"has_velocity_spike":true}},{"term":{"has_rough_transition":true}},{"term":{"has_distribution_mismatch":true}}],"minimum_should_match":1}}""")]
    [InlineData("flag=none",
        """{"bool":{"must_not":[{"term":{"has_velocity_spike":true}},{"term":{"has_rough_transition":true}},{"term":{"has_distribution_mismatch":true}}]}}""")]
    [InlineData("quality=0.4..0.5", """{"range":{"quality_score":{"gte":0.4,"lte":0.5}}}""")]
    [InlineData("quality=0.4..<0.5", """{"range":{"quality_score":{"gte":0.4,"lt":0.5}}}""")]
    [InlineData("ratio=0.3..", """{"range":{"blend_ratio":{"gte":0.3}}}""")]
    [InlineData("fid=..30", """{"range":{"fid":{"lte":30}}}""")]
    [InlineData("since=7d", """{"range":{"computed_at":{"gte":"2026-11-17T12:00:00.000Z"}}}""")]
    [InlineData("until=2026-11-20", """{"range":{"computed_at":{"lt":"2026-11-20T00:00:00.000Z"}}}""")]
    [InlineData("since=2026-11-19&until=1h", """{"range":{"computed_at":{"gte":"2026-11-19T00:00:00.000Z","lt":"2026-11-24T11:00:00.000Z"}}}""")]
    [InlineData("fid=1..2&cat=good&coverage=..1",
        """{"bool":{"filter":[{"terms":{"quality_category":["good"]}},{"range":{"fid":{"gte":1,"lte":2}}},{"range":{"coverage":{"lte":1}}}]}}""")]
    public void From_Parameters_GivesTheQuery(string parameters, string json)
    {
        var filter = BlendQueryString.ParseFilter(
            parameters.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1])),
            [], out var errors);

        Assert.Empty(errors);
        Assert.Equal(json, BlendFilterQuery.From(filter, Now).ToJson().ToJsonString());
    }
}
