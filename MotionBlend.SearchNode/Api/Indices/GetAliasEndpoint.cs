using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /{index}/_alias/{name}</c>, and HEAD for whether it is there.</summary>
internal sealed class GetAliasEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } =
        new(["GET", "HEAD"], "/_alias", "/_alias/{name}", "/{index}/_alias", "/{index}/_alias/{name}")
        {
            Parameters = IndicesOptions.Parameters,
            WithoutEffect = ["local", "master_timeout"],
        };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.All with { Hidden = true });
        var indices = resolver.Resolve(storage.State, request.PathValue("index"), options);
        var patterns = request.PathValue("name")?.Split(',').Select(name => name == "_all" ? "*" : name).ToList();
        var found = indices
            .Select(index => (Index: index, Aliases: index.Aliases.Values.Where(alias => Chosen(patterns, alias.Name)).ToList()))
            .Where(x => x.Aliases.Count > 0 || patterns is null)
            .ToList();
        var missing = Missing(patterns ?? [], [.. found.SelectMany(x => x.Aliases).Select(alias => alias.Name)]);
        return Task.FromResult(Reply.Of(
            json => Write(json, found, missing), missing.Count > 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK));
    }

    private static bool Chosen(List<string>? patterns, string alias)
    {
        if (patterns is null)
            return true;
        var chosen = false;
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('-'))
                chosen &= !Wildcard.Matches(pattern.AsSpan(1), alias);
            else
                chosen |= Wildcard.Matches(pattern, alias);
        }

        return chosen;
    }

    // A name is missed when nothing behind it excludes it. A leading minus is part of a name until the first wildcard.
    private static List<string> Missing(List<string> patterns, HashSet<string> found)
    {
        var firstWildcard = patterns.FindIndex(Wildcard.IsPattern) is var at and >= 0 ? at : patterns.Count;
        return [.. patterns
            .Where((name, i) => !Wildcard.IsPattern(name)
                && !(i > firstWildcard && name.StartsWith('-'))
                && !patterns.Skip(Math.Max(i + 1, firstWildcard)).Any(other => other.StartsWith('-') && Wildcard.Matches(other.AsSpan(1), name))
                && !found.Contains(name))
            .Order(StringComparer.Ordinal)];
    }

    private static void Write(Utf8JsonWriter json, List<(IndexState Index, List<AliasState> Aliases)> found, List<string> missing)
    {
        json.WriteStartObject();
        if (missing.Count > 0)
        {
            json.WriteString("error", missing is [var one] ? $"alias [{one}] missing" : $"aliases [{string.Join(",", missing)}] missing");
            json.WriteNumber("status", StatusCodes.Status404NotFound);
        }

        foreach (var (index, aliases) in found)
        {
            json.WriteStartObject(index.Name);
            json.WritePropertyName("aliases");
            AliasWriter.WriteAll(json, aliases);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
