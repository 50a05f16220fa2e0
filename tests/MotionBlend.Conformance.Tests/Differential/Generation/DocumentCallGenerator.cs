using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated calls on single documents and bulks over a few ids, so that versions, conflicts and tombstones meet.</summary>
public sealed class DocumentCallGenerator(Dice dice, IReadOnlyList<FieldSpec> fields)
{
    private const double Wildness = 0.03;

    public JudgedRequest Call() => dice.Weighted<JudgedRequest>(
        (6, Index),
        (3, Create),
        (6, Update),
        (4, Delete),
        (5, Get),
        (2, MultiGet),
        (8, () => Bulk(dice.Between(1, 8))),
        (1, Refresh),
        (2, SearchAll));

    /// <summary>A bulk that loads <paramref name="count"/> documents with new ids, in order.</summary>
    public static JudgedRequest Load(Dice dice, IReadOnlyList<FieldSpec> fields, int count) => JudgedRequest.Lines("/{index}/_bulk?refresh=true",
        Enumerable.Range(0, count).SelectMany(i => new JsonNode?[] { Tree.Of("index", Tree.Of("_id", $"{i}")), DocumentGenerator.Document(dice, fields, 0.004) }))
        with
    { Changes = true };

    public static JudgedRequest Refresh() => JudgedRequest.Json("POST", "/{index}/_refresh", null) with { Changes = true };

    /// <summary>All documents with their versions, ordered by sequence number: what the calls left behind.</summary>
    public static JudgedRequest SearchAll() => JudgedRequest.Json("POST", "/{index}/_search?version=true&seq_no_primary_term=true", new JsonObject
    {
        ["sort"] = Tree.List(["_seq_no"]),
        ["size"] = 50,
        ["track_total_hits"] = true,
    }) with
    { Changes = false };

    private JudgedRequest Index() => Changing(dice.Pick("PUT", "POST"), $"/{{index}}/_doc/{Id()}{Query(Versioning(external: true), RefreshParameter())}", Document());

    private JudgedRequest Create() => dice.Chance(0.7)
        ? Changing("PUT", $"/{{index}}/_create/{Id()}{Query(RefreshParameter())}", Document())
        : Changing("PUT", $"/{{index}}/_doc/{Id()}{Query("op_type=create", RefreshParameter())}", Document());

    private JudgedRequest Update() => Changing("POST", $"/{{index}}/_update/{Id()}{Query(Versioning(external: false), RefreshParameter(), dice.Chance(0.1) ? "_source=true" : "")}", UpdateBody());

    private JsonObject UpdateBody()
    {
        var body = Tree.Of("doc", Partial());
        dice.Maybe(0.25, body, "doc_as_upsert", () => dice.Chance(0.8));
        dice.Maybe(0.2, body, "upsert", Document);
        dice.Maybe(0.2, body, "detect_noop", () => dice.Chance(0.5));
        if (dice.Chance(0.04)) body.Remove("doc");
        if (dice.Chance(0.02)) body["unknown"] = 1;
        return body;
    }

    private JudgedRequest Delete() => JudgedRequest.Json("DELETE", $"/{{index}}/_doc/{Id()}{Query(Versioning(external: true), RefreshParameter())}", null) with { Changes = true };

    private JudgedRequest Get() => dice.Weighted<JudgedRequest>(
        (5, () => Reading($"/{{index}}/_doc/{Id()}{Query(dice.Pick("", "", "_source=false", "_source_includes=k,f", "_source_excludes=o.*", "version=2", "realtime=false", "refresh=true", "stored_fields=k", "_source=k,n&_source_excludes=n"))}")),
        (2, () => Reading($"/{{index}}/_source/{Id()}")),
        (1, () => JudgedRequest.Json("HEAD", $"/{{index}}/_doc/{Id()}", null)));

    private JudgedRequest MultiGet() => dice.Chance(0.5)
        ? JudgedRequest.Json("POST", "/{index}/_mget", Tree.Of("ids", Tree.List(Enumerable.Range(0, dice.Between(0, 4)).Select(_ => Id()))))
        : JudgedRequest.Json("POST", "/_mget", Tree.Of("docs", Tree.List(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => (JsonNode?)new JsonObject
        {
            ["_index"] = dice.Chance(0.95) ? "{index}" : "nope-{index}",
            ["_id"] = Id(),
            ["_source"] = dice.Pick<JsonNode?>(true, false, Tree.List(["k"])),
        }))));

    /// <summary>A bulk of mixed actions over the few ids.</summary>
    public JudgedRequest Bulk(int actions)
    {
        var lines = Enumerable.Range(0, actions).SelectMany(_ => Action()).ToList();
        return JudgedRequest.Lines($"/{{index}}/_bulk{Query(RefreshParameter(), dice.Chance(0.03) ? "require_alias=true" : "")}", lines) with { Changes = true };
    }

    private List<JsonNode?> Action()
    {
        var action = dice.Pick("index", "index", "create", "update", "delete");
        var meta = new JsonObject();
        if (dice.Chance(0.97)) meta["_id"] = Id();
        else if (action is "index" or "create") meta["_id"] = $"n{dice.Between(100, 999)}";
        if (dice.Chance(0.02)) meta["_index"] = dice.Pick("{index}", "Bad{index}");
        AddVersioning(action, meta);
        if (dice.Chance(0.02)) meta["require_alias"] = true;
        return action switch
        {
            "delete" => [Tree.Of(action, meta)],
            "update" => [Tree.Of(action, meta), UpdateBody()],
            _ => [Tree.Of(action, meta), Document()],
        };
    }

    private void AddVersioning(string action, JsonObject meta)
    {
        if (dice.Chance(0.1))
        {
            meta["if_seq_no"] = dice.Between(0, 12);
            meta["if_primary_term"] = dice.Chance(0.95) ? 1 : 2;
        }
        else if (action is "index" or "delete" && dice.Chance(0.2))
        {
            meta["version"] = dice.Between(1, 9);
            meta["version_type"] = dice.Pick("external", "external_gte", "external");
        }
        else if (dice.Chance(0.01))
        {
            meta["version"] = 1;
        }
    }

    private string Versioning(bool external) => dice.Weighted<string>(
        (10, () => ""),
        (2, () => $"if_seq_no={dice.Between(0, 12)}&if_primary_term=1"),
        (external ? 3 : 0, () => $"version={dice.Between(1, 9)}&version_type={dice.Pick("external", "external_gte")}"),
        (1, () => $"version={dice.Between(1, 3)}"));

    private string RefreshParameter() => dice.Chance(0.15) ? dice.Pick("refresh=true", "refresh", "refresh=false") : "";

    private static string Query(params string[] parts)
    {
        var query = string.Join('&', parts.Where(part => part.Length > 0));
        return query.Length == 0 ? "" : "?" + query;
    }

    private static JudgedRequest Reading(string path) => JudgedRequest.Json("GET", path, null);

    private static JudgedRequest Changing(string method, string path, JsonNode? body) => JudgedRequest.Json(method, path, body) with { Changes = true };

    private string Id() => dice.Pick("1", "2", "3", "4", "5");

    private JsonObject Document() => DocumentGenerator.Document(dice, fields, Wildness);

    private JsonObject Partial()
    {
        var document = Document();
        foreach (var key in document.Select(pair => pair.Key).ToList())
        {
            if (dice.Chance(0.6)) document.Remove(key);
        }

        return document;
    }
}
