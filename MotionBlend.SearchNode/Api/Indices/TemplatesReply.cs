using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>The reply to a question for templates of one kind, by name, by pattern, or all.</summary>
internal static class TemplatesReply
{
    /// <summary>Makes it; a pattern that matches nothing gives an empty list with 404.</summary>
    /// <param name="request">The request, with the name or pattern.</param>
    /// <param name="kind">What they are, e.g. <c>index template</c>; the names of the reply's members follow from it.</param>
    /// <param name="templates">All of the kind, by name.</param>
    /// <param name="write">Writes one; told whether settings are to be flat.</param>
    /// <exception cref="FailureException">There is none of that name.</exception>
    public static Reply Of<T>(ElasticRequest request, string kind, IEnumerable<KeyValuePair<string, T>> templates, Func<T, bool, JsonNode> write)
    {
        var pattern = request.PathValue("name");
        var found = templates
            .Where(entry => pattern is null || pattern.Split(',').Any(part => Wildcard.Matches(part, entry.Key)))
            .ToList();
        if (found.Count == 0 && pattern is not null && !Wildcard.IsPattern(pattern))
            throw new Failure(FailureKind.ResourceNotFound, $"{kind} matching [{pattern}] not found").Raise();
        var flat = request.Query.Bool("flat_settings");
        var member = kind.Replace(' ', '_');
        var shown = found.Select(entry => (JsonNode)new JsonObject { ["name"] = entry.Key, [member] = write(entry.Value, flat) });
        return Reply.Of(
            new JsonObject { [member + "s"] = new JsonArray([.. shown]) },
            found.Count == 0 && pattern is not null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }
}
