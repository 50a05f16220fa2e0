using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /{index}/_stats</c>: documents, size and counters.</summary>
internal sealed class IndexStatsEndpoint(NodeStorage storage, IndexResolver resolver, NodeCounters counters) : IEndpoint
{
    public EndpointRoute Route { get; } =
        new(["GET"], "/_stats", "/_stats/{metric}", "/{index}/_stats", "/{index}/_stats/{metric}")
        {
            Parameters = [.. IndicesOptions.Parameters, "level", "groups"],
            WithoutEffect =
            [
                "completion_fields", "fielddata_fields", "fields", "forbid_closed_indices", "include_segment_file_sizes",
                "include_unloaded_segments",
            ],
        };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var metrics = Metrics(request);
        var level = request.Query.Text("level") ?? "indices";
        if (level is not ("cluster" or "indices" or "shards"))
        {
            throw Failure.IllegalArgument(
                $"level parameter must be one of [cluster] or [indices] or [shards] but was [{level}]").Raise();
        }

        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var figures = await storage.ReadAsync(
            session => IndexFigures.Of(session, IndexBlocks.Open(resolver.Resolve(session.State, request.PathValue("index"), options))), cancellationToken);
        var asked = new AskedStats(metrics, request.Query.List("groups") ?? []);
        return Reply.Of(json => Write(json, figures, asked, level));
    }

    private static IReadOnlyList<string> Metrics(ElasticRequest request)
    {
        var metrics = request.PathValue("metric")?.Split(',') ?? ["_all"];
        var unknown = metrics.Where(metric => metric != "_all" && !StatsSections.Names.Contains(metric)).ToList();
        ParameterCheck.RequireNone(unknown, request, "metric", StatsSections.Names);
        return metrics.Contains("_all") ? StatsSections.Names : metrics;
    }

    private void Write(Utf8JsonWriter json, IReadOnlyList<IndexFigures> figures, AskedStats asked, string level)
    {
        json.WriteStartObject();
        json.WriteStartObject("_shards");
        json.WriteNumber("total", figures.Sum(f => f.Index.Settings.Shards * (1 + f.Index.Settings.Replicas)));
        json.WriteNumber("successful", figures.Sum(f => f.Index.Settings.Shards));
        json.WriteNumber("failed", 0);
        json.WriteEndObject();
        json.WriteStartObject("_all");
        WriteCopies(json, figures, asked);
        json.WriteEndObject();
        if (level != "cluster")
        {
            json.WriteStartObject("indices");
            foreach (var index in figures)
            {
                json.WriteStartObject(index.Index.Name);
                json.WriteString("uuid", index.Index.Uuid);
                json.WriteString("health", index.Index.Settings.Replicas == 0 ? "green" : "yellow");
                json.WriteString("status", index.Index.Closed ? "close" : "open");
                WriteCopies(json, [index], asked);
                if (level == "shards")
                    WriteShards(json, index, asked);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteCopies(Utf8JsonWriter json, IReadOnlyList<IndexFigures> figures, AskedStats asked)
    {
        // There is one copy of everything, so the total is the primaries.
        foreach (var name in new[] { "primaries", "total" })
        {
            json.WriteStartObject(name);
            StatsSections.Write(json, figures, [.. figures.Select(f => counters.Of(f.Index.Name))], asked);
            json.WriteEndObject();
        }
    }

    private void WriteShards(Utf8JsonWriter json, IndexFigures index, AskedStats asked)
    {
        json.WriteStartObject("shards");
        json.WriteStartArray("0");
        json.WriteStartObject();
        json.WriteStartObject("routing");
        json.WriteString("state", "STARTED");
        json.WriteBoolean("primary", true);
        json.WriteString("node", NodeIdentity.NodeId);
        json.WriteNull("relocating_node");
        json.WriteEndObject();
        StatsSections.Write(json, [index], [counters.Of(index.Index.Name)], asked);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
