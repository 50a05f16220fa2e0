using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated calls that administer the case's index and its aliases, and read what became of them.</summary>
public sealed class AdminCallGenerator(Dice dice)
{
    private static readonly string[] CatColumns = ["index,docs.count,health,status,pri,rep", "index,docs.count"];

    public JudgedRequest Call() => dice.Weighted<JudgedRequest>(
        (2, () => Read("/{index}/_mapping")),
        (1, () => Read($"/{{index}}/_mapping/field/{dice.Pick("k", "o.*", "nope", "k,n")}")),
        (3, PutMapping),
        (2, PutSettings),
        (1, () => Read("/{index}/_settings/index.number_of_*,index.refresh_interval" + dice.Pick("", "?flat_settings=true"))),
        (5, Aliases),
        (2, () => Read("/{index}/_alias" + dice.Pick("", "/*", "/{index}-a", "/nope"))),
        (1, () => Read("/_cat/aliases/{index}-*?format=json&s=alias")),
        (1, () => Read($"/_cat/indices/{{index}}?format=json&h={dice.Pick(CatColumns)}")),
        (1, () => Read("/_cat/count/{index}?format=json&h=count")),
        (1, () => Read("/_cat/shards/{index}?format=json&h=index,shard,prirep,state,docs")),
        (1, () => Read("/_cluster/health/{index}?filter_path=status,timed_out,active_shards,unassigned_shards,active_primary_shards")),
        (1, () => Read("/{index}/_stats/docs?filter_path=_all.primaries.docs.count,_all.total.docs.deleted,_shards")),
        (1, () => Read("/_resolve/index/{index}*")),
        (1, () => JudgedRequest.Json("HEAD", dice.Pick("/{index}", "/nope-{index}", "/_alias/{index}-a"), null)),
        (1, () => JudgedRequest.Json("POST", $"/{{index}}/{dice.Pick("_flush", "_refresh", "_forcemerge?max_num_segments=1")}", null)),
        (2, Analyze),
        (2, Template),
        (1, () => Change("POST", "/{index}/" + dice.Pick("_close", "_open"), null)),
        (1, () => Read(dice.Pick("/nope-{index}/_search", "/nope-{index}*/_search", "/nope-{index}/_search?ignore_unavailable=true", "/{index}/_search?foo=1", "/{index}/_search?size=x", "/{index}/_nope", "/_cat/nope", "/{index}/_doc"))));

    /// <summary>Whether the reply tells the figures of the index's reader rather than what a search sees.</summary>
    public static bool CountsDocuments(JudgedRequest request) =>
        request.Path.Contains("/_stats/docs", StringComparison.Ordinal) || request.Path.Contains("docs.count", StringComparison.Ordinal)
        || request.Path.Contains("/_cat/shards", StringComparison.Ordinal);

    /// <summary>Whether the call lets a refresh be made in the background, soon.</summary>
    public static bool ChangesRefreshes(JudgedRequest request) => request.Path == "/{index}/_settings" && request.Body?["index"]?["refresh_interval"] is not null;

    private JudgedRequest PutMapping() => Change("PUT", "/{index}/_mapping", Tree.Of("properties", dice.Weighted<JsonObject>(
        (4, () => Tree.Of($"x{dice.Between(1, 3)}", Tree.Of("type", dice.Pick("keyword", "long", "date", "boolean", "double", "text")))),
        (2, () => Tree.Of("k", Tree.Of("type", dice.Pick("keyword", "long")))),
        (1, () => Tree.Of("k", new JsonObject { ["type"] = "keyword", ["ignore_above"] = 100 })),
        (1, () => Tree.Of("x9", Tree.Of("type", "nope"))),
        (1, () => Tree.Of("x9", new JsonObject { ["type"] = "keyword", ["nope"] = 1 })))));

    private JudgedRequest PutSettings() => Change("PUT", "/{index}/_settings", dice.Pick(
        Tree.Of("index", Tree.Of("refresh_interval", dice.Pick("30m", "1h", "-1", "x"))),
        Tree.Of("index.number_of_replicas", dice.Pick(0, 1)),
        Tree.Of("number_of_shards", 2),
        Tree.Of("index.nope", 1),
        Tree.Of("max_result_window", dice.Pick(10, 20000))));

    private JudgedRequest Aliases() => Change("POST", "/_aliases", Tree.Of("actions", Tree.List(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => (JsonNode?)AliasAction()))));

    private JsonObject AliasAction()
    {
        var alias = new JsonObject { ["index"] = dice.Chance(0.9) ? "{index}" : "nope-{index}", ["alias"] = dice.Pick("{index}-a", "{index}-b", "{index}-a", "Bad alias*") };
        if (dice.Chance(0.3)) return Tree.Of("remove", alias);
        dice.Maybe(0.3, alias, "filter", () => Tree.Of("term", Tree.Of("k", "walk")));
        dice.Maybe(0.2, alias, "is_write_index", () => dice.Chance(0.5));
        dice.Maybe(0.1, alias, "is_hidden", () => true);
        return Tree.Of("add", alias);
    }

    private JudgedRequest Analyze() => JudgedRequest.Json("POST", "/{index}/_analyze", dice.Pick(
        new JsonObject { ["analyzer"] = "standard", ["text"] = "The Quick walk, 2 runs-fast!" },
        new JsonObject { ["field"] = "k", ["text"] = "Walk run" },
        new JsonObject { ["analyzer"] = "nope", ["text"] = "x" },
        Tree.Of("text", Tree.List(["a b", "c"]))));

    private JudgedRequest Template() => dice.Weighted<JudgedRequest>(
        (3, () => Change("PUT", "/_index_template/{index}-t", new JsonObject
        {
            ["index_patterns"] = Tree.List(["{index}-t*"]),
            ["priority"] = dice.Between(1, 500),
            ["template"] = new JsonObject { ["settings"] = Tree.Of("number_of_replicas", 0), ["mappings"] = Tree.Of("properties", Tree.Of("k", Tree.Of("type", "keyword"))) },
        })),
        (2, () => Read("/_index_template/{index}-t")),
        (1, () => Change("DELETE", "/_index_template/{index}-t", null)));

    private static JudgedRequest Read(string path) => JudgedRequest.Json("GET", path, null);

    private static JudgedRequest Change(string method, string path, JsonNode? body) => JudgedRequest.Json(method, path, body) with { Changes = true };
}
