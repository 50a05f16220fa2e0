using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>
/// The cluster settings that can be changed while the node runs: those that it obeys, and those that steer only where shards of
/// several nodes go, of which one node keeps the value.
/// </summary>
internal static class ClusterSettings
{
    private const string AutoCreateIndex = "action.auto_create_index";
    private const string DestructiveRequiresName = "action.destructive_requires_name";
    /// <summary>Most shards of open indices, replicas included.</summary>
    public const int MostShards = 1000;

    private const string MaxBucketsName = "search.max_buckets";
    private const string DefaultKeepAliveName = "search.default_keep_alive";
    private const string MaxKeepAliveName = "search.max_keep_alive";

    /// <summary>Names with their defaults; null where the node's own option is the default.</summary>
    private static readonly FrozenDictionary<string, string?> Known = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [AutoCreateIndex] = null,
        [DestructiveRequiresName] = null,
        [MaxBucketsName] = null,
        [DefaultKeepAliveName] = null,
        [MaxKeepAliveName] = null,
        ["cluster.max_shards_per_node"] = MostShards.ToString(CultureInfo.InvariantCulture),
        ["cluster.routing.allocation.allow_rebalance"] = "always",
        ["cluster.routing.allocation.cluster_concurrent_rebalance"] = "2",
        ["cluster.routing.allocation.disk.threshold_enabled"] = "false",
        ["cluster.routing.allocation.disk.watermark.flood_stage"] = "95%",
        ["cluster.routing.allocation.disk.watermark.high"] = "90%",
        ["cluster.routing.allocation.disk.watermark.low"] = "85%",
        ["cluster.routing.allocation.enable"] = "all",
        ["cluster.routing.allocation.node_concurrent_recoveries"] = "2",
        ["cluster.routing.allocation.node_initial_primaries_recoveries"] = "4",
        ["cluster.routing.allocation.total_shards_per_node"] = "-1",
        ["cluster.routing.rebalance.enable"] = "all",
        ["indices.recovery.max_bytes_per_sec"] = "40mb",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Most buckets of one search.</summary>
    public static int MaxBuckets(ClusterMetadata metadata, SearchNodeOptions options) =>
        metadata.Setting(MaxBucketsName) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : options.MaxBuckets;

    /// <summary>How long a scroll or a point in time lives that does not say so.</summary>
    public static TimeSpan DefaultKeepAlive(ClusterMetadata metadata, SearchNodeOptions options) =>
        metadata.Setting(DefaultKeepAliveName) is { } text ? TimeValue.Parse(text, DefaultKeepAliveName) : options.DefaultKeepAlive;

    /// <summary>How long a scroll or a point in time may ask to live.</summary>
    public static TimeSpan MaxKeepAlive(ClusterMetadata metadata, SearchNodeOptions options) =>
        metadata.Setting(MaxKeepAliveName) is { } text ? TimeValue.Parse(text, MaxKeepAliveName) : options.MaxKeepAlive;

    /// <summary>Refuses settings that contradict each other.</summary>
    public static void RequireConsistent(ClusterMetadata metadata, SearchNodeOptions options)
    {
        var (usual, most) = (DefaultKeepAlive(metadata, options), MaxKeepAlive(metadata, options));
        if (usual > most)
        {
            throw Failure.IllegalArgument(
                $"Default keep alive setting for request [{DefaultKeepAliveName}] should be smaller than max keep alive [{MaxKeepAliveName}], "
                + $"was ({TimeValue.Text(usual)} > {TimeValue.Text(most)})").Raise();
        }
    }

    /// <summary>Refuses wildcards and <c>_all</c> where deleting, opening and closing indices asks for their names.</summary>
    /// <exception cref="FailureException">The expression names no index.</exception>
    public static void RequireNames(ClusterMetadata metadata, SearchNodeOptions options, string expression)
    {
        var required = metadata.Setting(DestructiveRequiresName) is { } text ? text == "true" : options.DestructiveRequiresName;
        if (required && expression.Split(',').Any(part => part == "_all" || Wildcard.IsPattern(part)))
            throw Failure.IllegalArgument("Wildcard expressions or all indices are not allowed").Raise();
    }

    /// <summary>Refuses that a write makes a missing index: its template decides first, then the setting.</summary>
    /// <exception cref="FailureException">It may not.</exception>
    public static void RequireAutoCreation(ClusterMetadata metadata, string index, SearchNodeOptions options)
    {
        if (TemplateComposition.Matching(metadata, index) is ({ } name, { AllowAutoCreate: { } allowed }))
        {
            if (!allowed)
                throw Failure.IndexNotFound(index, $" and composable template [{name}] forbids index auto creation").Raise();
            return;
        }

        AutoCreation.Parse(metadata.Setting(AutoCreateIndex) ?? Default(AutoCreateIndex, options)).Require(index);
    }

    /// <summary>The defaults of settings that are not set.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Defaults(ClusterMetadata metadata, SearchNodeOptions options) => Known
        .Where(setting => metadata.Setting(setting.Key) is null)
        .Select(setting => KeyValuePair.Create(setting.Key, setting.Value ?? Default(setting.Key, options)))
        .Append(KeyValuePair.Create("cluster.name", options.ClusterName))
        .OrderBy(setting => setting.Key, StringComparer.Ordinal);

    /// <summary>Reads one section of a request, <c>persistent</c> or <c>transient</c>; a null value removes the setting.</summary>
    /// <exception cref="FailureException">A setting is unknown or its value is none that it takes.</exception>
    public static ImmutableSortedDictionary<string, string?> Parse(JsonValue section, string scope)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        Flatten(section, "", found);
        foreach (var (name, value) in found)
        {
            if (name.EndsWith('*') && value is null)
                continue;
            if (!Known.ContainsKey(name))
                throw Failure.IllegalArgument($"{scope} setting [{name}], not recognized").Raise();
            if (value is not null)
                Require(name, value);
        }

        return found.ToImmutable();
    }

    private static string Default(string name, SearchNodeOptions options) => name switch
    {
        AutoCreateIndex => options.AutoCreateIndex ? "true" : "false",
        DestructiveRequiresName => options.DestructiveRequiresName ? "true" : "false",
        DefaultKeepAliveName => TimeValue.Text(options.DefaultKeepAlive),
        MaxKeepAliveName => TimeValue.Text(options.MaxKeepAlive),
        _ => options.MaxBuckets.ToString(CultureInfo.InvariantCulture),
    };

    private static void Require(string name, string value)
    {
        switch (name)
        {
            case AutoCreateIndex:
                AutoCreation.Parse(value);
                break;
            case DefaultKeepAliveName or MaxKeepAliveName:
                TimeValue.Parse(value, name);
                break;
            case DestructiveRequiresName when value is not ("true" or "false"):
                throw Failure.IllegalArgument($"Failed to parse value [{value}] as only [true] or [false] are allowed.").Raise();
            case "cluster.max_shards_per_node":
                throw Failure.Unsupported($"[{name}]").Raise();
            case MaxBucketsName when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                throw Failure.IllegalArgument($"Failed to parse value [{value}] for setting [{name}]").Raise();
        }
    }

    private static void Flatten(JsonValue value, string path, ImmutableSortedDictionary<string, string?>.Builder into)
    {
        foreach (var member in value.Members)
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.Kind == JsonKind.Object)
                Flatten(member.Value, name, into);
            else
                into[name] = member.Value.IsNull ? null : member.Value.Kind == JsonKind.Array ? string.Join(',', member.Value.Items.Select(i => i.Text)) : member.Value.Text;
        }
    }
}
