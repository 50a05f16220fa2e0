using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>Reads and checks index settings: nested or dotted, with or without the <c>index.</c> prefix.</summary>
internal static class IndexSettingsParser
{
    private const string Prefix = "index.";

    private enum Check
    {
        Any,
        Boolean,
        Time,
        Count,
        Positive,
    }

    /// <summary>Settings that are known, whether they may change on an open index, and what values they take.</summary>
    private static readonly FrozenDictionary<string, (bool Dynamic, Check Check)> Known = new Dictionary<string, (bool, Check)>(StringComparer.Ordinal)
    {
        ["index.number_of_shards"] = (false, Check.Positive),
        ["index.number_of_replicas"] = (true, Check.Count),
        ["index.auto_expand_replicas"] = (true, Check.Any),
        ["index.refresh_interval"] = (true, Check.Time),
        ["index.max_result_window"] = (true, Check.Positive),
        ["index.max_inner_result_window"] = (true, Check.Positive),
        ["index.max_rescore_window"] = (true, Check.Positive),
        ["index.max_docvalue_fields_search"] = (true, Check.Count),
        ["index.max_script_fields"] = (true, Check.Count),
        ["index.number_of_routing_shards"] = (false, Check.Positive),
        ["index.max_terms_count"] = (true, Check.Positive),
        ["index.max_regex_length"] = (true, Check.Positive),
        ["index.gc_deletes"] = (true, Check.Time),
        ["index.hidden"] = (true, Check.Boolean),
        ["index.codec"] = (false, Check.Any),
        ["index.mapping.total_fields.limit"] = (true, Check.Count),
        ["index.mapping.coerce"] = (false, Check.Boolean),
        ["index.priority"] = (true, Check.Count),
        ["index.requests.cache.enable"] = (true, Check.Boolean),
        ["index.search.idle.after"] = (true, Check.Time),
        ["index.translog.durability"] = (true, Check.Any),
        ["index.translog.sync_interval"] = (false, Check.Time),
        ["index.translog.flush_threshold_size"] = (true, Check.Any),
        ["index.unassigned.node_left.delayed_timeout"] = (true, Check.Time),
        ["index.blocks.read_only"] = (true, Check.Boolean),
        ["index.blocks.read_only_allow_delete"] = (true, Check.Boolean),
        ["index.blocks.write"] = (true, Check.Boolean),
        ["index.blocks.read"] = (true, Check.Boolean),
        ["index.blocks.metadata"] = (true, Check.Boolean),
        ["index.routing.allocation.include._tier_preference"] = (true, Check.Any),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Parses a settings object; a null value resets the setting and is kept as null.</summary>
    /// <exception cref="FailureException">A setting is unknown or has a value it cannot take.</exception>
    public static ImmutableSortedDictionary<string, string?> Parse(JsonValue settings)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        Flatten(settings, "", found);
        foreach (var (name, value) in found)
            Require(name, value);
        return found.ToImmutable();
    }

    /// <summary>Whether a setting may change while the index is open.</summary>
    public static bool IsDynamic(string name) => Known.TryGetValue(name, out var setting) && setting.Dynamic;

    private static void Flatten(JsonValue value, string path, ImmutableSortedDictionary<string, string?>.Builder into)
    {
        foreach (var member in value.Members)
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.Kind == JsonKind.Object)
                Flatten(member.Value, name, into);
            else
                into[name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name] = Text(member.Value);
        }
    }

    private static string? Text(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => null,
        JsonKind.Array => string.Join(',', value.Items.Select(item => item.Text)),
        _ => value.Text,
    };

    private static void Require(string name, string? value)
    {
        if (!Known.TryGetValue(name, out var setting))
        {
            throw Failure.IllegalArgument(
                $"unknown setting [{name}]{DidYouMean.Hint(name, Known.Keys, DidYouMean.Strict)} please check that any required "
                + "plugins are installed, or check the breaking changes documentation for removed settings").Raise();
        }

        if (value is null)
            return;
        switch (setting.Check)
        {
            case Check.Boolean when value is not ("true" or "false"):
                throw Failure.IllegalArgument($"Failed to parse value [{value}] as only [true] or [false] are allowed.").Raise();
            case Check.Time:
                TimeValue.Parse(value, name);
                break;
            case Check.Count or Check.Positive:
                if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                    throw Failure.IllegalArgument($"Failed to parse value [{value}] for setting [{name}]").Raise();
                var least = setting.Check == Check.Positive ? 1 : 0;
                if (number < least)
                    throw Failure.IllegalArgument($"Failed to parse value [{value}] for setting [{name}] must be >= {least}").Raise();
                break;
        }
    }
}
