using System.Collections.Immutable;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>PUT /{index}/_settings</c>: changes settings that may change; null resets one.</summary>
internal sealed class PutSettingsEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT"], "/_settings", "/{index}/_settings")
    {
        Body = BodyRule.Required,
        Parameters = [.. IndicesOptions.Parameters, "preserve_existing"],
        WithoutEffect = ["timeout", "master_timeout", "flat_settings"],
        Refused = ["reopen"],
    };

    // Set when an index is made, once and for all.
    private static readonly string[] Final = ["index.number_of_shards", "index.number_of_routing_shards", "index.routing_partition_size"];

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var body = request.Json()!;
        var changes = IndexSettingsParser.Parse(body["settings"] is { Kind: JsonKind.Object } inner ? inner : body);
        if (changes.Count == 0)
            throw Failure.Validation("no settings to update").Raise();
        var preserve = request.Query.Bool("preserve_existing");
        var options = IndicesOptions.From(request.Query, IndicesOptions.All);
        await storage.WriteAsync(
            session =>
            {
                var indices = resolver.Resolve(session.State, request.PathValue("index"), options);
                RequireDynamic(indices, [.. changes.Keys]);
                foreach (var index in indices)
                    Save(session, index, new IndexSettings(Apply(index.Settings.Values, changes, preserve)));
                return true;
            },
            cancellationToken);
        return Reply.Acknowledged();
    }

    // Whatever a new interval is, the writes that waited for the old one are seen.
    private static void Save(WriteSession session, IndexState index, IndexSettings settings)
    {
        if (settings.RefreshInterval != index.Settings.RefreshInterval)
            session.Refresh(index);
        var mapping = index.Mapping.WithSpec(Normalizers.Bind(index.Mapping.Spec, settings));
        session.Save(session.State.Indices[index.Name] with { Settings = settings, Mapping = mapping });
    }

    private static ImmutableSortedDictionary<string, string> Apply(
        ImmutableSortedDictionary<string, string> values, ImmutableSortedDictionary<string, string?> changes, bool preserve)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
                values = values.Remove(name);
            else if (!preserve || !values.ContainsKey(name))
                values = values.SetItem(name, value);
        }

        return values;
    }

    private static void RequireDynamic(IReadOnlyList<IndexState> indices, IReadOnlyList<string> names)
    {
        var open = indices.Where(index => !index.Closed).ToList();
        var fixedNames = names.Where(name => !IndexSettingsParser.IsDynamic(name)).ToList();
        if (open.Count == 0 && names.FirstOrDefault(name => Final.Contains(name)) is { } final && indices is [var first, ..])
            throw Failure.IllegalArgument($"final {first.Name} setting [{final}], not updateable").Raise();
        if (open.Count == 0 || fixedNames.Count == 0)
            return;
        throw Failure.IllegalArgument(
            $"Can't update non dynamic settings [[{string.Join(", ", fixedNames)}]] for open indices "
            + $"[{string.Join(", ", open.Select(index => $"[{index.Name}/{index.Uuid}]"))}] unless the `reopen` query parameter is set to true. "
            + "Alternatively, close the indices, apply the settings changes, and reopen the indices").Raise();
    }
}
