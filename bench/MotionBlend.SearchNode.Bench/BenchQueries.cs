namespace MotionBlend.SearchNode.Bench;

/// <summary>What is measured: the seed's six queries, a page with facets, an overview.</summary>
public static class BenchQueries
{
    /// <summary>Name, query string and body of each. Those of size 0 may come from a request cache, so they are measured with and without.</summary>
    public static IReadOnlyList<(string Name, string Query, string Body)> All { get; } =
    [
        ("excellent blends, best first", "", """
            {"query":{"bool":{"must":[{"range":{"quality_score":{"gte":0.8}}},{"term":{"quality_category":"excellent"}}]}},"sort":[{"quality_score":"desc"}],"size":50}
            """),
        ("smooth transitions", "", """
            {"query":{"bool":{"must":[{"range":{"transition_smoothness":{"gte":0.85}}},{"term":{"has_rough_transition":false}}],"filter":[{"range":{"l2_velocity_max":{"lte":2.0}}}]}}}
            """),
        ("diverse blends", "", """
            {"query":{"bool":{"must":[{"range":{"global_diversity":{"gte":1.5}}},{"range":{"coverage":{"gte":0.9}}}]}},"sort":[{"global_diversity":"desc"}]}
            """),
        ("blends of a motion", "", """
            {"query":{"bool":{"should":[{"term":{"left_motion_id":"cmu_02_01"}},{"term":{"right_motion_id":"cmu_02_01"}}],"minimum_should_match":1}}}
            """),
        ("quality analytics", "?request_cache=false", QualityAnalytics),
        ("quality analytics, cached", "", QualityAnalytics),
        ("flagged blends", "?request_cache=false", Flagged),
        ("flagged blends, cached", "", Flagged),
        ("page of 25 with facets", "", """
            {"query":{"bool":{"filter":[{"range":{"quality_score":{"gte":0.6}}},{"terms":{"method":["linear","snn"]}}]}},"sort":[{"quality_score":"desc"},{"blend_id":"asc"}],"from":25,"size":25,"track_total_hits":true,
             "aggs":{"categories":{"terms":{"field":"quality_category"}},"methods":{"terms":{"field":"method"}},"left":{"terms":{"field":"left_motion_id","size":20}},"rough":{"terms":{"field":"has_rough_transition"}},"score":{"histogram":{"field":"quality_score","interval":0.05}}}}
            """),
        ("overview of six aggregations", "?request_cache=false", Overview),
        ("overview of six aggregations, cached", "", Overview),
    ];

    private const string QualityAnalytics = """
        {"size":0,"aggs":{"categories":{"terms":{"field":"quality_category"}},"mean":{"avg":{"field":"quality_score"}},"scores":{"histogram":{"field":"quality_score","interval":0.1}}}}
        """;

    private const string Flagged = """
        {"size":0,"query":{"bool":{"should":[{"term":{"has_velocity_spike":true}},{"term":{"has_rough_transition":true}},{"term":{"has_distribution_mismatch":true}}],"minimum_should_match":1}},
         "aggs":{"flags":{"filters":{"filters":{"spike":{"term":{"has_velocity_spike":true}},"rough":{"term":{"has_rough_transition":true}},"mismatch":{"term":{"has_distribution_mismatch":true}}}}}}}
        """;

    private const string Overview = """
        {"size":0,"track_total_hits":true,"aggs":{
         "categories":{"terms":{"field":"quality_category"},"aggs":{"mean":{"avg":{"field":"quality_score"}}}},
         "scores":{"histogram":{"field":"quality_score","interval":0.05}},
         "score":{"stats":{"field":"quality_score"}},
         "fid":{"percentiles":{"field":"fid","percents":[50,95,99]}},
         "flags":{"filters":{"filters":{"spike":{"term":{"has_velocity_spike":true}},"rough":{"term":{"has_rough_transition":true}},"mismatch":{"term":{"has_distribution_mismatch":true}}}}},
         "days":{"date_histogram":{"field":"created_at","calendar_interval":"day"}}}}
        """;
}
