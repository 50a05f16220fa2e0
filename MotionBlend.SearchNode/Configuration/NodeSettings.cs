using System.Globalization;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Configuration;

/// <summary>The node settings that <c>-E key=value</c> takes: Elasticsearch's names where it has one.</summary>
internal static class NodeSettings
{
    private const string AttributePrefix = "node.attr.";

    private static readonly Dictionary<string, (string Meaning, Func<SearchNodeOptions, string, SearchNodeOptions> Apply)> Known =
        new(StringComparer.Ordinal)
        {
            ["cluster.name"] = ("name of the cluster", (o, v) => o with { ClusterName = v }),
            ["node.name"] = ("name of the node", (o, v) => o with { NodeName = v }),
            ["http.max_content_length"] = ("largest request body in bytes", (o, v) => o with { MaxContentLength = Positive(v) }),
            ["action.auto_create_index"] = ("whether a write makes a missing index", (o, v) => o with { AutoCreateIndex = Bool(v) }),
            ["action.destructive_requires_name"] = (
                "whether deleting indices by wildcard is refused", (o, v) => o with { DestructiveRequiresName = Bool(v) }),
            ["search.max_buckets"] = ("most buckets of one search", (o, v) => o with { MaxBuckets = Positive(v) }),
            ["indices.requests.cache.entries"] = ("results of searches without hits that are remembered", (o, v) => o with { RequestCacheEntries = Positive(v) }),
            ["search.max_open_scroll_context"] = ("most scrolls open at once", (o, v) => o with { MaxOpenScrolls = Positive(v) }),
            ["search.max_open_pit_context"] = ("most points in time open at once", (o, v) => o with { MaxOpenPointsInTime = Positive(v) }),
            ["search.max_keep_alive"] = ("longest time of a scroll or a point in time", (o, v) => o with { MaxKeepAlive = Time(v) }),
            ["search.default_keep_alive"] = ("time of a scroll that asked for none", (o, v) => o with { DefaultKeepAlive = Time(v) }),
            ["rest.compatible_with"] = (
                "media type versions that are answered, e.g. 7,8,9",
                (o, v) => o with { CompatibleVersions = v.Split(',').Select(Positive).ToHashSet() }),
            ["thread_pool.search.size"] = ("searches at once", (o, v) => o with { MaxReaders = Positive(v) }),
            ["thread_pool.search.queue_size"] = ("searches that may wait", (o, v) => o with { MaxQueuedReads = Positive(v) }),
            ["thread_pool.write.queue_size"] = ("writes that may wait", (o, v) => o with { MaxQueuedWrites = Positive(v) }),
            ["indexing_pressure.memory.limit"] = ("bytes of documents that may be written at once", (o, v) => o with { IndexingPressureBytes = Positive(v) }),
            ["node.memory_megabytes"] = ("memory of the database", (o, v) => o with { MemoryMegabytes = Positive(v) }),
            ["node.document_cache_megabytes"] = ("documents kept from one page of hits to the next", (o, v) => o with { DocumentCacheMegabytes = Positive(v) }),
            ["node.query_cache_megabytes"] = ("rows of repeated conditions that are remembered", (o, v) => o with { QueryCacheMegabytes = Positive(v) }),
            ["node.disk_reserve_megabytes"] = ("free space below which documents are refused with 429", (o, v) => o with { DiskReserveMegabytes = Positive(v) }),
            ["node.checkpoint_megabytes"] = ("log size that is folded into the file", (o, v) => o with { CheckpointMegabytes = Positive(v) }),
        };

    /// <summary>One line a setting, for the help text.</summary>
    public static string Help => string.Join('\n', Known.Select(x => $"  {x.Key}: {x.Value.Meaning}").Append($"  {AttributePrefix}NAME: an attribute of the node"));

    /// <summary>The options with the settings applied; errors are all collected, each naming its key.</summary>
    public static (SearchNodeOptions Options, IReadOnlyList<string> Errors) Apply(SearchNodeOptions options, IEnumerable<string> settings)
    {
        var errors = new List<string>();
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? setting : setting[..equals];
            if (equals < 0)
                errors.Add($"-E {setting}: expected key=value");
            else if (key.StartsWith(AttributePrefix, StringComparison.Ordinal) && key.Length > AttributePrefix.Length)
                options = options with { Attributes = options.Attributes.SetItem(key[AttributePrefix.Length..], setting[(equals + 1)..]) };
            else if (!Known.TryGetValue(key, out var known))
                errors.Add(key is "network.host" or "http.host"
                    ? LoopbackOnly(setting[(equals + 1)..])
                    : $"-E {key}: unknown setting; known are {string.Join(", ", Known.Keys.Append(AttributePrefix + "NAME"))}");
            else
                options = Apply(options, key, setting[(equals + 1)..], known.Apply, errors);
        }

        return (options, errors.Where(e => e.Length > 0).ToList());
    }

    /// <summary>Empty for a loopback address; else why no other is taken.</summary>
    public static string LoopbackOnly(string address) =>
        address is "127.0.0.1" or "localhost" or "_local_" or "::1"
            ? ""
            : $"the search node listens on 127.0.0.1 only, and [{address}] is another address: it has no security yet, so it must not be reached from outside";

    private static SearchNodeOptions Apply(
        SearchNodeOptions options, string key, string value, Func<SearchNodeOptions, string, SearchNodeOptions> apply, List<string> errors)
    {
        try
        {
            return apply(options, value);
        }
        catch (FormatException e)
        {
            errors.Add($"-E {key}: {e.Message}");
            return options;
        }
    }

    private static int Positive(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"[{value}] is no positive number");

    private static TimeSpan Time(string value)
    {
        try
        {
            return TimeValue.Parse(value, "time") is var time && time > TimeSpan.Zero ? time : throw new FormatException($"[{value}] is no positive time");
        }
        catch (Failures.FailureException e)
        {
            throw new FormatException($"[{value}] is no time such as 30s, 5m or 24h", e);
        }
    }

    private static bool Bool(string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"[{value}] is neither true nor false"),
    };
}
