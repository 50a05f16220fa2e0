using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Api.Indices;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_nodes/stats</c>: how machine, process and indices are.</summary>
internal sealed class NodesStatsEndpoint(
    NodeDescription node, NodeStatsSections sections, NodeStorage storage, NodeCounters counters, TimeProvider clock) : IEndpoint
{
    private static readonly string[] Metrics =
    [
        "indices", "os", "process", "jvm", "thread_pool", "fs", "transport", "http", "breaker", "script", "discovery", "ingest", "adaptive_selection",
        "script_cache", "indexing_pressure", "repositories", "allocations",
    ];

    public EndpointRoute Route { get; } = new(
        ["GET"],
        "/_nodes/stats",
        "/_nodes/stats/{metric}",
        "/_nodes/stats/{metric}/{index_metric}",
        "/_nodes/{node}/stats",
        "/_nodes/{node}/stats/{metric}",
        "/_nodes/{node}/stats/{metric}/{index_metric}")
    {
        Parameters = ["level", "groups"],
        WithoutEffect =
            ["timeout", "completion_fields", "fielddata_fields", "fields", "types", "include_segment_file_sizes", "include_unloaded_segments"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var asked = request.PathValue("metric")?.Split(',') ?? ["_all"];
        RequireKnown(request, asked, Metrics);
        var indexMetrics = request.PathValue("index_metric")?.Split(',') ?? ["_all"];
        RequireKnown(request, indexMetrics, [.. StatsSections.Names, .. StatsSections.NodeNames]);
        var level = request.Query.Text("level") ?? "node";
        if (level is not ("node" or "indices" or "shards"))
            throw Failure.IllegalArgument($"level parameter must be one of [node] or [indices] or [shards] but was [{level}]").Raise();
        if (level == "shards")
            throw Failure.Unsupported($"[level={level}] in node statistics").Raise();
        var groups = request.Query.List("groups") ?? [];

        var figures = await storage.ReadAsync(session => IndexFigures.Of(session, [.. session.State.Indices.Values]), cancellationToken);
        return Reply.Of(node.Envelope(request.PathValue("node"), () => Describe(figures, asked, indexMetrics, groups, byIndex: level == "indices")));
    }

    private static void RequireKnown(ElasticRequest request, string[] asked, IReadOnlyList<string> known)
    {
        if (asked.Length > 1 && asked.Contains("_all"))
        {
            throw Failure.IllegalArgument(
                $"request [{request.Path}] contains _all and individual metrics [{string.Join(',', asked)}]").Raise();
        }

        var unknown = asked.Where(metric => metric != "_all" && !known.Contains(metric)).ToList();
        ParameterCheck.RequireNone(unknown, request, ReferenceEquals(known, Metrics) ? "metric" : "index metric", known);
    }

    private JsonObject Describe(
        IReadOnlyList<IndexFigures> figures, string[] asked, string[] indexMetrics, IReadOnlyList<string> groups, bool byIndex)
    {
        var json = new JsonObject { ["timestamp"] = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        foreach (var (key, value) in node.Head(withPort: true).ToList())
            json[key] = value!.DeepClone();
        json["roles"] = NodeDescription.RoleNames();
        json["attributes"] = node.Attributes();
        Add("indices", () => Indices(figures, new AskedStats(indexMetrics.Contains("_all") ? StatsSections.Names : indexMetrics, groups), byIndex));
        Add("os", sections.Os);
        Add("process", sections.Process);
        Add("jvm", sections.Runtime);
        Add("thread_pool", sections.ThreadPools);
        Add("fs", sections.FileSystem);
        Add("transport", NodeStatsSections.Transport);
        Add("http", sections.Http);
        Add("breaker", NodeStatsSections.Breakers, "breakers");
        Add("script", NodeStatsSections.Scripts);
        Add("script_cache", () => new JsonObject { ["sum"] = NodeStatsSections.Scripts() });
        // There is no other node to choose, and no repository.
        Add("adaptive_selection", () => []);
        Add("repositories", () => []);
        Add("allocations", () => NodeStatsSections.Allocations(figures));
        Add("discovery", NodeStatsSections.Discovery);
        Add("ingest", () => new JsonObject
        {
            ["total"] = new JsonObject { ["count"] = 0, ["time_in_millis"] = 0, ["current"] = 0, ["failed"] = 0 },
            ["pipelines"] = new JsonObject(),
        });
        Add("indexing_pressure", sections.IndexingPressure);
        return json;

        void Add(string metric, Func<JsonObject> section, string? name = null)
        {
            if (asked.Contains("_all") || asked.Contains(metric))
                json[name ?? metric] = section();
        }
    }

    private JsonObject Indices(IReadOnlyList<IndexFigures> figures, AskedStats asked, bool byIndex)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            StatsSections.Write(
                writer,
                figures,
                [.. figures.Select(f => counters.Of(f.Index.Name)), counters.Retired],
                asked);
            if (byIndex)
            {
                writer.WriteStartObject("indices");
                foreach (var index in figures)
                {
                    writer.WriteStartObject(index.Index.Name);
                    StatsSections.Write(writer, [index], [counters.Of(index.Index.Name)], asked);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }
}
