using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>PUT /{index}</c>: makes an index.</summary>
internal sealed class CreateIndexEndpoint(NodeStorage storage, IndexAdministration administration, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT"], "/{index}")
    {
        Body = BodyRule.Optional,
        WithoutEffect = ["wait_for_active_shards", "timeout", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var wanted = Parse(resolver.NewName(request.PathValues["index"]), request.Json());
        await storage.WriteAsync(session => administration.Create(session, wanted), cancellationToken);
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("acknowledged", true);
            json.WriteBoolean("shards_acknowledged", true);
            json.WriteString("index", wanted.Name);
            json.WriteEndObject();
        });
    }

    private static NewIndex Parse(string name, JsonValue? body)
    {
        IndexNames.RequireValid(name);
        var wanted = new NewIndex(name);
        foreach (var (key, _, value) in body?.Members ?? [])
        {
            wanted = key switch
            {
                "settings" => wanted with { Settings = IndexSettingsParser.Parse(value) },
                "mappings" => wanted with { Mapping = value.IsNull ? RootSpec.Empty : MappingParser.Parse(value) },
                "aliases" => wanted with { Aliases = [.. AliasParser.ParseAll(value).Values.Select(AliasFilter.Checked)] },
                _ => throw new Failure(FailureKind.Parse, $"unknown key [{key}] for create index").Raise(),
            };
        }

        return wanted;
    }
}
