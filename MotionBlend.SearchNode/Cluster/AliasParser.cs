using System.Collections.Immutable;
using System.Text;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>Reads alias declarations: the <c>aliases</c> object of an index, the body of <c>PUT _alias</c>.</summary>
internal static class AliasParser
{
    public static ImmutableSortedDictionary<string, AliasState> ParseAll(JsonValue aliases) => aliases.Members
        .ToImmutableSortedDictionary(m => m.Name, m => Parse(m.Name, m.Value), StringComparer.Ordinal);

    /// <summary>One alias with its properties.</summary>
    /// <exception cref="FailureException">A property is unknown.</exception>
    public static AliasState Parse(string name, JsonValue? properties)
    {
        IndexNames.RequireValidAlias(name);
        var alias = AliasState.Plain(name);
        foreach (var (key, nameStart, value) in properties?.Members ?? [])
            alias = Apply(alias, key, value) ?? throw Failure.Parsing($"unknown field [{key}]", value.LocationAt(nameStart)).Raise();
        return alias;
    }

    /// <summary>The alias with one more property; null when the key is no property of an alias.</summary>
    public static AliasState? Apply(AliasState alias, string key, JsonValue value) => key switch
    {
        _ when value.IsNull => alias,
        // A filter of nothing is none.
        "filter" when value is { Kind: JsonKind.Object, Members.IsEmpty: true } => alias,
        "filter" => alias with { Filter = Encoding.UTF8.GetString(value.Raw.Span) },
        "routing" => alias with { IndexRouting = alias.IndexRouting ?? value.Text, SearchRouting = alias.SearchRouting ?? value.Text },
        "index_routing" => alias with { IndexRouting = value.Text },
        "search_routing" => alias with { SearchRouting = value.Text },
        "is_write_index" => alias with { IsWriteIndex = value.AsBoolean() },
        "is_hidden" => alias with { IsHidden = value.AsBoolean() },
        _ => null,
    };
}
