using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>DELETE /_pit</c>: closes a point in time.</summary>
internal sealed class ClosePointInTimeEndpoint(SearchContexts contexts) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["DELETE"], "/_pit") { Body = BodyRule.Optional };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var body = request.Json() ?? throw new Failure(FailureKind.Parse, "request body or source parameter is required").Raise();
        string? id = null;
        foreach (var member in body.Members)
        {
            id = member is { Name: "id", Value.Kind: JsonKind.String }
                ? member.Value.Text
                : throw Failure.IllegalArgument(
                    $"Unknown parameter [{member.Name}] in request body or parameter is of the wrong type[FIELD_NAME] ").Raise();
        }

        if (id is null)
            throw Failure.IllegalArgument("search context id is is not provided").Raise();
        var closed = contexts.Find(id, SearchContextKind.PointInTime) is { } context && await contexts.CloseAsync(context);
        return Reply.Of(
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("succeeded", closed);
                json.WriteNumber("num_freed", closed ? 1 : 0);
                json.WriteEndObject();
            },
            closed ? 200 : 404);
    }
}
