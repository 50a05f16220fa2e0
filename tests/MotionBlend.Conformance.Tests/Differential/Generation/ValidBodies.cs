using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>
/// Well-formed requests that between them have every key of searches that both servers know, on the fields that all generated
/// mappings have and on <c>t</c> and <c>v</c>: to be spoiled one value at a time.
/// </summary>
public static class ValidBodies
{
    private static readonly string[] Queries =
    [
        """{"term":{"k":{"value":"walk","boost":2,"case_insensitive":true,"_name":"q"}}}""",
        """{"terms":{"k":["walk","run"],"boost":2}}""",
        """{"terms":{"n":[1,2]}}""",
        """{"range":{"n":{"gte":1,"lt":5,"boost":2,"relation":"intersects"}}}""",
        """{"range":{"d":{"gt":"2024-01-01","lte":"2024-02-01","format":"yyyy-MM-dd","time_zone":"+01:00"}}}""",
        """{"range":{"f":{"from":0.1,"to":0.9,"include_lower":true,"include_upper":false}}}""",
        """{"exists":{"field":"k","boost":2}}""",
        """{"ids":{"values":["1","2"],"boost":2}}""",
        """{"prefix":{"k":{"value":"wa","case_insensitive":true,"boost":2}}}""",
        """{"wildcard":{"k":{"value":"w*k","case_insensitive":true,"boost":2}}}""",
        """{"wildcard":{"k":{"wildcard":"w*k"}}}""",
        """{"regexp":{"k":{"value":"w.*","flags":"ALL","case_insensitive":false,"max_determinized_states":10000,"boost":2}}}""",
        """{"fuzzy":{"k":{"value":"wolk","fuzziness":"AUTO","prefix_length":1,"max_expansions":10,"transpositions":true,"boost":2}}}""",
        """{"match":{"t":{"query":"walk run","operator":"or","minimum_should_match":1,"fuzziness":1,"prefix_length":0,"max_expansions":10,"fuzzy_transpositions":true,"lenient":true,"zero_terms_query":"none","auto_generate_synonyms_phrase_query":true,"boost":2}}}""",
        """{"match_phrase":{"t":{"query":"walk run","slop":0,"zero_terms_query":"none","boost":2}}}""",
        """{"match_phrase_prefix":{"t":{"query":"walk ru","max_expansions":10,"slop":0,"boost":2}}}""",
        """{"match_bool_prefix":{"t":{"query":"walk ru","operator":"or","minimum_should_match":1,"boost":2}}}""",
        """{"multi_match":{"query":"walk","fields":["k","t^2"],"type":"best_fields","operator":"or","tie_breaker":0.3,"lenient":true,"minimum_should_match":1,"boost":2}}""",
        """{"query_string":{"query":"walk","default_field":"k","default_operator":"or","lenient":true,"boost":2}}""",
        """{"query_string":{"query":"walk","fields":["k","t^2"],"tie_breaker":0.5,"minimum_should_match":1}}""",
        """{"simple_query_string":{"query":"walk","fields":["k","t"],"default_operator":"or","lenient":true,"minimum_should_match":1,"boost":2}}""",
        """{"match_all":{"boost":2}}""",
        """{"match_none":{}}""",
        """{"bool":{"must":[{"term":{"k":"walk"}}],"filter":{"term":{"b":true}},"should":[{"exists":{"field":"n"}}],"must_not":{"term":{"n":3}},"minimum_should_match":1,"adjust_pure_negative":true,"boost":2}}""",
        """{"constant_score":{"filter":{"term":{"k":"walk"}},"boost":2}}""",
        """{"boosting":{"positive":{"match_all":{}},"negative":{"term":{"k":"walk"}},"negative_boost":0.5,"boost":2}}""",
        """{"dis_max":{"queries":[{"term":{"k":"walk"}},{"match_all":{}}],"tie_breaker":0.5,"boost":2}}""",
        """{"function_score":{"query":{"match_all":{}},"functions":[{"filter":{"term":{"k":"walk"}},"weight":2},{"field_value_factor":{"field":"f","factor":1.2,"modifier":"log1p","missing":1}}],"score_mode":"sum","boost_mode":"multiply","max_boost":10,"min_score":0.1,"boost":2}}""",
        """{"function_score":{"gauss":{"n":{"origin":3,"scale":2,"offset":1,"decay":0.5},"multi_value_mode":"min"},"boost_mode":"replace"}}""",
        """{"function_score":{"exp":{"d":{"origin":"2024-02-01","scale":"10d","offset":"1d","decay":0.5}}}}""",
        """{"knn":{"field":"v","query_vector":[1,0,0],"k":3,"num_candidates":10,"filter":{"term":{"k":"walk"}},"similarity":0.1,"boost":2}}""",
    ];

    // Without the compression of a t-digest: a huge one takes all memory of a real server, which then ends.
    private static readonly string[] Aggregations =
    [
        """{"terms":{"field":"k","size":5,"shard_size":10,"min_doc_count":1,"shard_min_doc_count":0,"order":{"_count":"desc"},"missing":"none","include":["walk","run"],"exclude":["jump"],"show_term_doc_count_error":true,"collect_mode":"depth_first","execution_hint":"map"}}""",
        """{"terms":{"field":"k","order":[{"_key":"asc"},{"_count":"desc"}],"include":"w.*","exclude":"x.*"},"aggs":{"m":{"max":{"field":"f"}}}}""",
        """{"terms":{"field":"n","include":{"partition":0,"num_partitions":2},"format":"0.0"}}""",
        """{"histogram":{"field":"n","interval":5,"offset":1,"min_doc_count":0,"keyed":true,"missing":0,"format":"0.0","order":{"_key":"asc"},"extended_bounds":{"min":0,"max":10}}}""",
        """{"histogram":{"field":"f","interval":0.5,"hard_bounds":{"min":0,"max":1}}}""",
        """{"date_histogram":{"field":"d","calendar_interval":"month","time_zone":"+01:00","offset":"+1h","min_doc_count":0,"keyed":true,"missing":"2024-01-01","format":"yyyy-MM-dd","order":{"_key":"desc"},"extended_bounds":{"min":"2024-01-01","max":"2024-03-01"}}}""",
        """{"date_histogram":{"field":"d","fixed_interval":"7d","hard_bounds":{"min":"2024-01-01","max":"2024-03-01"}}}""",
        """{"range":{"field":"n","ranges":[{"to":3,"key":"low"},{"from":3,"to":7},{"from":7}],"keyed":true,"missing":1,"format":"0.0"}}""",
        """{"date_range":{"field":"d","ranges":[{"to":"2024-02-01","key":"old"},{"from":"2024-02-01"}],"format":"yyyy-MM-dd","time_zone":"+01:00","keyed":true,"missing":"2024-01-01"}}""",
        """{"filter":{"term":{"k":"walk"}},"aggs":{"m":{"avg":{"field":"n"}}},"meta":{"a":1}}""",
        """{"filters":{"filters":{"x":{"term":{"k":"walk"}},"y":{"match_all":{}}},"other_bucket":true,"other_bucket_key":"rest","keyed":true}}""",
        """{"filters":{"filters":[{"term":{"k":"walk"}},{"match_all":{}}]}}""",
        """{"missing":{"field":"n"}}""",
        """{"global":{},"aggs":{"m":{"max":{"field":"n"}}}}""",
        """{"composite":{"size":3,"sources":[{"k":{"terms":{"field":"k","order":"asc","missing_bucket":true,"missing_order":"first"}}},{"n":{"histogram":{"field":"n","interval":5}}}],"after":{"k":"jump","n":0}}}""",
        """{"composite":{"sources":[{"d":{"date_histogram":{"field":"d","calendar_interval":"month","format":"yyyy-MM-dd","time_zone":"+01:00","offset":"1h"}}}]}}""",
        """{"avg":{"field":"n","missing":1,"format":"0.0"}}""",
        """{"stats":{"field":"f","missing":1,"format":"0.0"}}""",
        """{"extended_stats":{"field":"f","sigma":3,"missing":1}}""",
        """{"value_count":{"field":"k","missing":"x"}}""",
        """{"cardinality":{"field":"b","precision_threshold":100}}""",
        """{"percentiles":{"field":"f","percents":[5,50],"keyed":true,"missing":1}}""",
        """{"percentile_ranks":{"field":"f","values":[0.2,0.5],"keyed":true,"missing":1}}""",
        """{"median_absolute_deviation":{"field":"f","missing":1}}""",
        """{"weighted_avg":{"value":{"field":"f","missing":1},"weight":{"field":"n","missing":1},"format":"0.0"}}""",
        """{"top_hits":{"from":1,"size":2,"sort":[{"n":{"order":"desc"}}],"_source":["k"],"version":true,"seq_no_primary_term":true,"track_scores":true,"fields":["k"],"docvalue_fields":["n"],"stored_fields":["_source"]}}""",
    ];

    private static readonly string[] Searches =
    [
        """{"from":1,"size":5,"track_total_hits":true,"track_scores":true,"min_score":0.1,"version":true,"seq_no_primary_term":true,"timeout":"10s","terminate_after":5,"profile":false,"explain":false,"stats":["a"]}""",
        """{"sort":[{"n":{"order":"desc","missing":"_last","mode":"min","unmapped_type":"long","numeric_type":"long"}},"k",{"f":"asc"},{"_score":{"order":"desc"}}]}""",
        """{"sort":[{"d":{"order":"asc","format":"yyyy-MM-dd","missing":"2024-01-01"}},"_doc"]}""",
        """{"sort":{"n":"asc"},"search_after":[3]}""",
        """{"sort":[{"k":"asc"},{"d":"asc"}],"search_after":["run","2024-02-01"]}""",
        """{"_source":{"includes":["k","o.*"],"excludes":["f"]}}""",
        """{"_source":["k","n"]}""",
        """{"fields":["k",{"field":"d","format":"yyyy-MM-dd","include_unmapped":true}],"docvalue_fields":["n",{"field":"f","format":"0.0"}],"stored_fields":["_source"]}""",
        """{"collapse":{"field":"k","max_concurrent_group_searches":1,"inner_hits":{"name":"x","size":2,"sort":[{"n":"asc"}]}}}""",
        """{"collapse":{"field":"n"},"sort":["n"]}""",
        """{"post_filter":{"term":{"k":"walk"}},"indices_boost":[{"{index}":2}]}""",
        """{"query":{"match_all":{}},"knn":{"field":"v","query_vector":[1,0,0],"k":3,"num_candidates":10,"boost":0.5,"similarity":0.1,"filter":[{"term":{"k":"walk"}}]}}""",
        """{"knn":[{"field":"v","query_vector":[1,0,0],"k":3,"num_candidates":10}],"size":3}""",
        """{"size":0,"aggs":{"h":{"histogram":{"field":"n","interval":5},"aggs":{"s":{"sum":{"field":"f"}},"c":{"cumulative_sum":{"buckets_path":"s","format":"0.0"}}}},"m":{"max_bucket":{"buckets_path":"h>s","gap_policy":"skip","format":"0.0"}},"p":{"percentiles_bucket":{"buckets_path":"h>s","percents":[5,50],"keyed":true}},"e":{"extended_stats_bucket":{"buckets_path":"h>s","sigma":2}}}}""",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JudgedRequest> All { get; } =
    [
        .. Queries.Select(query => Search(Tree.Of("query", JsonNode.Parse(query)))),
        .. Aggregations.Select(aggregation => Search(new JsonObject { ["size"] = 0, ["aggs"] = Tree.Of("a", JsonNode.Parse(aggregation)) })),
        .. Searches.Select(search => Search(JsonNode.Parse(search)!)),
        // Without its seed it is another score with every request.
        JudgedRequest.Json(
            "POST", "/{index}/_search?filter_path=hits.total,error,status", JsonNode.Parse("""{"query":{"function_score":{"random_score":{"seed":7,"field":"_seq_no"}}}}""")),
        JudgedRequest.Json("POST", "/{index}/_count", JsonNode.Parse("""{"query":{"term":{"k":"walk"}}}""")),
        JudgedRequest.Json("POST", "/{index}/_explain/1?filter_path=matched,error,status", JsonNode.Parse("""{"query":{"bool":{"must":[{"term":{"k":"walk"}}]}}}""")),
        JudgedRequest.Json("POST", "/{index}/_validate/query", JsonNode.Parse("""{"query":{"term":{"k":"walk"}}}""")),
        JudgedRequest.Json("POST", "/_mget", JsonNode.Parse("""{"docs":[{"_index":"{index}","_id":"1","_source":["k"]},{"_index":"{index}","_id":"2","stored_fields":["k"],"routing":"2"}]}""")),
        JudgedRequest.Json("POST", "/{index}/_mget", JsonNode.Parse("""{"ids":["1","2"]}""")),
        JudgedRequest.Json("POST", "/{index}/_field_caps", JsonNode.Parse("""{"fields":["k","n"]}""")),
        JudgedRequest.Json("POST", "/{index}/_analyze", JsonNode.Parse("""{"analyzer":"standard","text":["walk run","jump"],"explain":false}""")),
        JudgedRequest.Json("POST", "/{index}/_analyze", JsonNode.Parse("""{"tokenizer":"standard","filter":["lowercase",{"type":"stop","stopwords":["a"]}],"text":"Walk a"}""")),
    ];

    private static JudgedRequest Search(JsonNode body) => JudgedRequest.Json("POST", "/{index}/_search", body);
}
