using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>DELETE /{index}/_alias/{name}</c>.</summary>
internal sealed class DeleteAliasEndpoint(AliasActions aliases) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["DELETE"], "/{index}/_alias/{name}", "/{index}/_aliases/{name}")
    {
        WithoutEffect = ["timeout", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var names = request.PathValues["name"].Split(',');
        await aliases.ExecuteAsync(
            [new AliasAction(AliasActionKind.Remove, request.PathValues["index"].Split(','), names, AliasState.Plain(""))], cancellationToken);
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("acknowledged", true);
            json.WriteBoolean("errors", false);
            json.WriteEndObject();
        });
    }
}
