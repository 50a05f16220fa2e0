using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Tests.Search;

/// <summary>The six requests of a blend search, against expectations computed here from the rows of the sample mart.</summary>
public sealed class SeedQueriesTests(SampleMart mart) : IClassFixture<SampleMart>
{
    [Fact]
    public async Task Search_ExcellentBlendsByScore_IsTheTopFifty()
    {
        var reply = await mart.SearchAsync(
            """
            {"query":{"bool":{"must":[{"range":{"quality_score":{"gte":0.8}}},{"term":{"quality_category":"excellent"}}]}},
             "sort":[{"quality_score":"desc"}],"size":50,"track_total_hits":true}
            """);

        var expected = mart.Rows.Where(row => Metric(row, "quality_score") >= 0.8f && Text(row, "quality_category") == "excellent").ToList();
        Assert.NotEmpty(expected);
        AssertHits(reply, expected, expected.OrderByDescending(row => Metric(row, "quality_score")), 50);
    }

    [Fact]
    public async Task Search_SmoothBlends_HasEveryCondition()
    {
        var reply = await mart.SearchAsync(
            """
            {"query":{"bool":{"must":[{"range":{"transition_smoothness":{"gte":0.85}}},{"term":{"has_rough_transition":false}}],
             "filter":[{"range":{"l2_velocity_max":{"lte":2.0}}}]}},"track_total_hits":true,"size":20}
            """);

        var expected = mart.Rows.Where(row => Metric(row, "transition_smoothness") >= 0.85f
            && !Flag(row, "has_rough_transition") && Metric(row, "l2_velocity_max") <= 2f).ToList();
        Assert.NotEmpty(expected);
        AssertHits(reply, expected, expected, 20);
    }

    [Fact]
    public async Task Search_DiverseBlends_AreSortedByDiversity()
    {
        var reply = await mart.SearchAsync(
            """
            {"query":{"bool":{"must":[{"range":{"global_diversity":{"gte":1.5}}},{"range":{"coverage":{"gte":0.9}}}]}},
             "sort":[{"global_diversity":{"order":"desc"}}],"size":30,"track_total_hits":true}
            """);

        var expected = mart.Rows.Where(row => Metric(row, "global_diversity") >= 1.5f && Metric(row, "coverage") >= 0.9f).ToList();
        AssertHits(reply, expected, expected.OrderByDescending(row => Metric(row, "global_diversity")), 30);
    }

    [Fact]
    public async Task Search_BlendsOfOneMotion_AreFoundOnEitherSide()
    {
        var reply = await mart.SearchAsync(
            """
            {"query":{"bool":{"should":[{"term":{"left_motion_id":"cmu_02_01"}},{"term":{"right_motion_id":"cmu_02_01"}}],
             "minimum_should_match":1}},"track_total_hits":true,"size":0}
            """);

        var expected = mart.Rows.Count(row => Text(row, "left_motion_id") == "cmu_02_01" || Text(row, "right_motion_id") == "cmu_02_01");
        Assert.True(expected > 0);
        Assert.Equal(expected, Total(reply));
    }

    [Fact]
    public async Task Search_QualityAggregations_AgreeWithTheRows()
    {
        var reply = await mart.SearchAsync(
            """
            {"size":0,"track_total_hits":true,"aggs":{"categories":{"terms":{"field":"quality_category"}},"mean":{"avg":{"field":"quality_score"}},
             "distribution":{"histogram":{"field":"quality_score","interval":0.1}}}}
            """);

        var aggregations = reply["aggregations"]!;
        Assert.Equal(mart.Rows.Count, Total(reply));
        Assert.Equal(
            mart.Rows.GroupBy(row => Text(row, "quality_category"))
                .Select(group => (group.Key, Count: (long)group.Count()))
                .OrderByDescending(group => group.Count).ThenBy(group => group.Key, StringComparer.Ordinal),
            Buckets(aggregations["categories"]!).Select(bucket => (bucket["key"]!.GetValue<string>(), bucket["doc_count"]!.GetValue<long>())));
        Assert.Equal(
            mart.Rows.Average(row => (double)Metric(row, "quality_score")), aggregations["mean"]!["value"]!.GetValue<double>(), 1e-12);
        var histogram = mart.Rows.GroupBy(row => Math.Floor(Metric(row, "quality_score") / 0.1))
            .ToDictionary(group => group.Key * 0.1, group => (long)group.Count());
        var found = Buckets(aggregations["distribution"]!).ToDictionary(b => b["key"]!.GetValue<double>(), b => b["doc_count"]!.GetValue<long>());
        Assert.Equal(histogram.OrderBy(b => b.Key), found.Where(b => b.Value > 0).OrderBy(b => b.Key));
    }

    [Fact]
    public async Task Search_FlaggedBlends_FallIntoTheNamedFilters()
    {
        var reply = await mart.SearchAsync(
            """
            {"query":{"bool":{"should":[{"term":{"has_velocity_spike":true}},{"term":{"has_rough_transition":true}},{"term":{"has_distribution_mismatch":true}}],
             "minimum_should_match":1}},"size":0,"track_total_hits":true,"aggs":{"flags":{"filters":{"filters":{
             "velocity_spike":{"term":{"has_velocity_spike":true}},"rough_transition":{"term":{"has_rough_transition":true}},
             "distribution_mismatch":{"term":{"has_distribution_mismatch":true}}}}}}}
            """);

        string[] flags = ["velocity_spike", "rough_transition", "distribution_mismatch"];
        Assert.Equal(mart.Rows.Count(row => flags.Any(flag => Flag(row, "has_" + flag))), Total(reply));
        foreach (var flag in flags)
        {
            Assert.Equal(
                mart.Rows.Count(row => Flag(row, "has_" + flag)),
                reply["aggregations"]!["flags"]!["buckets"]![flag]!["doc_count"]!.GetValue<int>());
        }
    }

    private static void AssertHits(JsonNode reply, List<JsonObject> matching, IEnumerable<JsonObject> ordered, int size)
    {
        Assert.Equal(matching.Count, Total(reply));
        Assert.Equal(
            ordered.Take(size).Select(row => Text(row, "blend_id")),
            reply["hits"]!["hits"]!.AsArray().Select(hit => hit!["_id"]!.GetValue<string>()));
    }

    private static long Total(JsonNode reply) => reply["hits"]!["total"]!["value"]!.GetValue<long>();

    private static IEnumerable<JsonNode> Buckets(JsonNode aggregation) => aggregation["buckets"]!.AsArray().Select(bucket => bucket!);

    // The mapping says float: values are compared as 32-bit numbers.
    private static float Metric(JsonObject row, string name) => (float)row[name]!.GetValue<double>();

    private static bool Flag(JsonObject row, string name) => row[name]!.GetValue<bool>();

    private static string Text(JsonObject row, string name) => row[name]!.GetValue<string>();
}
