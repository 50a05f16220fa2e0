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
                "field" => Within(member, value => value.Text.Length > 0
                    ? collapse with { Field = value.Text }
                    : throw Failure.IllegalArgument("field must be non-null and non-empty").Raise()),
                "max_concurrent_group_searches" => Within(member, value => value.AsInt() > 0
                    ? collapse
                    : throw Failure.IllegalArgument("maxConcurrentGroupRequests` must be positive").Raise()),
                "inner_hits" when member.Value.Kind is not (JsonKind.Object or JsonKind.Array) => throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.Location} [collapse] inner_hits doesn't support values of type: {member.Value.TokenName}").Raise(),
                "inner_hits" => Within(member, value => collapse with { InnerHits = Inner(value, parseInner) }),
                _ => throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [collapse] unknown field [{member.Name}]").Raise(),
            };
        }

        return collapse;
    }

    private static List<(string Name, SearchRequest Request)> Inner(JsonValue value, Func<JsonValue, SearchRequest> parse)
    {
        IReadOnlyList<JsonValue> bodies = value.Kind == JsonKind.Array ? value.Items : [value];
        return [.. bodies.Select(body => (NameOf(body), parse(Checked(body))))];
    }

    private static JsonValue Checked(JsonValue body)
    {
        var wrong = body.Members.Find(member => member.Name switch
        {
            "from" or "size" => member.Value.Kind is not (JsonKind.Number or JsonKind.String),
            "sort" => member.Value.Kind is not (JsonKind.Object or JsonKind.Array),
            _ => false,
        });
        return wrong is null
            ? body
            : throw new Failure(
                FailureKind.XContentParse, $"{wrong.Value.Location} [inner_hits] {wrong.Name} doesn't support values of type: {wrong.Value.TokenName}").Raise();
    }

    private static string NameOf(JsonValue body) => body["name"] switch
    {
        _ when body.Kind != JsonKind.Object => throw Failure.Parsing($"Expected [START_OBJECT] but found [{body.TokenName}]", body.Location).Raise(),
        null => throw Failure.IllegalArgument("inner_hits must have a [name]; set the [name] field in the inner_hits definition").Raise(),
        { Kind: JsonKind.String } name => name.Text,
        var wrong => throw new Failure(FailureKind.XContentParse, $"{wrong.Location} [inner_hits] name doesn't support values of type: {wrong.TokenName}").Raise(),
    };

    private static T Within<T>(JsonMember member, Func<JsonValue, T> read)
    {
        try
        {
            return read(member.Value);
        }
        catch (FailureException e) when (!e.Failure.IsUnsupported)
        {
            throw new Failure(FailureKind.XContentParse, $"{member.Value.Location} [collapse] failed to parse field [{member.Name}]") { CausedBy = e.Failure }.Raise();
        }
    }
}
