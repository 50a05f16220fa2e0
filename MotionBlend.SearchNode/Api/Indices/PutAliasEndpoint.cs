using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>PUT /{index}/_alias/{name}</c>: one alias.</summary>
internal sealed class PutAliasEndpoint(AliasActions aliases) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT", "POST"], "/{index}/_alias/{name}", "/{index}/_aliases/{name}")
    {
        Body = BodyRule.Optional,
        WithoutEffect = ["timeout", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var body = PutAliasBody.Parse(request.PathValues["index"], request.PathValues["name"], request.WholeJson(JsonEnd.AnyToken));
        await aliases.ExecuteAsync(
            [new AliasAction(AliasActionKind.Add, body.Indices.Split(','), [body.Alias.Name], body.Alias)], cancellationToken);
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("acknowledged", true);
            json.WriteBoolean("errors", false);
            json.WriteEndObject();
        });
    }
}
