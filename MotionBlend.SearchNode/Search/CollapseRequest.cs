using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>The <c>collapse</c> of a search: the best hit for each value of a field.</summary>
/// <param name="Field">A keyword or numeric field of single values.</param>
internal sealed record CollapseRequest(string Field)
{
    /// <summary>Searches for more hits of each group, by name.</summary>
    public IReadOnlyList<(string Name, SearchRequest Request)> InnerHits { get; init; } = [];

    /// <summary>Reads the body's object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="parseInner">Reads the search of an <c>inner_hits</c>.</param>
    /// <exception cref="FailureException">A key is unknown.</exception>
    public static CollapseRequest Parse(JsonValue value, Func<JsonValue, SearchRequest> parseInner)
    {
        var collapse = new CollapseRequest("");
        foreach (var member in value.Members)
        {
            collapse = member.Name switch
            {
                "field" when member.Value.Kind != JsonKind.String => throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.Location} [collapse] field doesn't support values of type: {member.Value.TokenName}").Raise(),
                "field" => collapse with { Field = member.Value.Text },
                "max_concurrent_group_searches" when member.Value.AsInt() > 0 => collapse,
                "inner_hits" => collapse with { InnerHits = Inner(member.Value, parseInner) },
                _ => throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [collapse] unknown field [{member.Name}]").Raise(),
            };
        }

        return collapse;
    }

    private static List<(string Name, SearchRequest Request)> Inner(JsonValue value, Func<JsonValue, SearchRequest> parse)
    {
        List<JsonValue> bodies = value.Kind == JsonKind.Array ? value.Items : [value];
        var inner = bodies.Select(body => (Name: body["name"]?.Text ?? "", Request: parse(body))).ToList();
        foreach (var (name, _) in inner)
        {
            if (name.Length == 0)
                throw Failure.IllegalArgument("[inner_hits] in a [collapse] must have a [name]").Raise();
        }

        return inner.Select(x => x.Name).Distinct(StringComparer.Ordinal).Count() == inner.Count
            ? inner
            : throw Failure.IllegalArgument("[inner_hits] already contains an entry for key").Raise();
    }
}
