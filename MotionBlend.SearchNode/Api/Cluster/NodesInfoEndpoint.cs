using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Cluster.Vitals;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_nodes</c>: what the node is; sniffing clients read its address here.</summary>
internal sealed class NodesInfoEndpoint(NodeDescription node, NodeAddress address, SearchNodeOptions options) : IEndpoint
{
    private static readonly string[] Metrics =
        ["settings", "os", "process", "jvm", "thread_pool", "transport", "http", "plugins", "ingest", "aggregations", "indices", "_all", "_none"];

    public EndpointRoute Route { get; } = new(["GET"], "/_nodes", "/_nodes/{metric}", "/_nodes/{node}/{metric}")
    {
        Parameters = ["flat_settings"],
        WithoutEffect = ["timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        // One path part is a list of metrics, or else the node that is meant.
        var (filter, metric) = (request.PathValue("node"), request.PathValue("metric"));
        if (filter is null && metric is not null && !metric.Split(',').All(Metrics.Contains))
            (filter, metric) = (metric, null);
        var asked = metric?.Split(',') ?? ["_all"];
        var flat = request.Query.Bool("flat_settings");
        return Task.FromResult(Reply.Of(node.Envelope(filter, () => Describe(asked, flat))));
    }

    private JsonObject Describe(string[] asked, bool flat)
    {
        var json = node.Head(withPort: false);
        json["version"] = NodeIdentity.Version;
        json["build_flavor"] = "default";
        json["build_type"] = "motionblend";
        json["build_hash"] = NodeIdentity.BuildHash;
        json["roles"] = NodeDescription.RoleNames();
        json["attributes"] = node.Attributes();
        Add("settings", () => SettingsTree.Of(Settings(), flat));
        Add("os", () => new JsonObject
        {
            ["refresh_interval_in_millis"] = 1000,
            ["name"] = OperatingSystem.IsLinux() ? "Linux" : RuntimeInformation.OSDescription,
            ["pretty_name"] = RuntimeInformation.OSDescription,
            ["arch"] = RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : "aarch64",
            ["version"] = Environment.OSVersion.Version.ToString(),
            ["available_processors"] = Environment.ProcessorCount,
            ["allocated_processors"] = Environment.ProcessorCount,
        });
        Add("process", () => new JsonObject { ["refresh_interval_in_millis"] = 1000, ["id"] = Environment.ProcessId, ["mlockall"] = false });
        Add("jvm", () => new JsonObject
        {
            ["pid"] = Environment.ProcessId,
            ["version"] = Environment.Version.ToString(),
            ["vm_name"] = RuntimeInformation.FrameworkDescription,
            ["vm_version"] = Environment.Version.ToString(),
            ["vm_vendor"] = "Microsoft",
            ["using_bundled_jdk"] = false,
            ["start_time_in_millis"] = NodeVitals.StartedMillis,
            ["mem"] = new JsonObject { ["heap_init_in_bytes"] = 0, ["heap_max_in_bytes"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes },
            ["gc_collectors"] = new JsonArray("young", "old"),
        });
        Add("thread_pool", () => new JsonObject
        {
            ["search"] = new JsonObject { ["type"] = "fixed", ["size"] = options.MaxReaders, ["queue_size"] = options.MaxQueuedReads },
            ["write"] = new JsonObject { ["type"] = "fixed", ["size"] = 1, ["queue_size"] = options.MaxQueuedWrites },
        });
        Add("transport", () => new JsonObject
        {
            ["bound_address"] = new JsonArray(address.Text),
            ["publish_address"] = address.Text,
            ["profiles"] = new JsonObject(),
        });
        Add("http", () => new JsonObject
        {
            ["bound_address"] = new JsonArray(address.Text),
            ["publish_address"] = address.Text,
            ["max_content_length_in_bytes"] = options.MaxContentLength,
        });
        Add("plugins", () => new JsonArray());
        Add("plugins", () => new JsonArray(), "modules");
        Add("ingest", () => new JsonObject { ["processors"] = new JsonArray() });
        Add("aggregations", Aggregations);
        return json;

        void Add(string metric, Func<JsonNode> section, string? name = null)
        {
            if (asked.Contains("_all") || asked.Contains(metric))
                json[name ?? metric] = section();
        }
    }

    private static JsonObject Aggregations() => new(AggregationParser.Kinds
        .Order(StringComparer.Ordinal)
        .Select(kind => (Kind: kind, Types: ValueTypes(kind)))
        .Where(aggregation => aggregation.Types.Length > 0)
        .Select(aggregation => KeyValuePair.Create(
            aggregation.Kind, (JsonNode?)new JsonObject { ["types"] = new JsonArray([.. aggregation.Types.Select(type => JsonValue.Create(type))]) })));

    // The types of values that an aggregation takes, by Elasticsearch's names; none for those that take other aggregations.
    private static string[] ValueTypes(string kind) => kind switch
    {
        "composite" or "filter" or "filters" or "global" or "top_hits" => ["other"],
        "cardinality" or "missing" or "terms" or "value_count" => ["boolean", "date", "keyword", "numeric"],
        "matrix_stats" or "median_absolute_deviation" or "weighted_avg" => ["numeric"],
        "bucket_sort" or "cumulative_sum" or "derivative" => [],
        _ when kind.EndsWith("_bucket", StringComparison.Ordinal) => [],
        _ => ["boolean", "date", "numeric"],
    };

    private SortedDictionary<string, string> Settings()
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["cluster.name"] = options.ClusterName,
            ["node.name"] = options.NodeName,
            ["path.data"] = Path.GetFullPath(options.DataFolder),
            ["http.port"] = $"{address.Port}",
            ["network.host"] = NodeAddress.Host,
            ["action.auto_create_index"] = options.AutoCreateIndex ? "true" : "false",
            ["action.destructive_requires_name"] = options.DestructiveRequiresName ? "true" : "false",
        };
        foreach (var (name, value) in options.Attributes)
            settings["node.attr." + name] = value;
        return settings;
    }
}
