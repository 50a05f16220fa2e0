using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Analysis;

/// <summary>The body of <c>_analyze</c>.</summary>
internal sealed record AnalyzeRequest
{
    private const string Kind = "analyze_request";

    public IReadOnlyList<string> Texts { get; init; } = [];

    public string? Analyzer { get; init; }

    public string? Field { get; init; }

    public string? Normalizer { get; init; }

    /// <summary>A name, or the object of a tokenizer's settings.</summary>
    public JsonValue? Tokenizer { get; init; }

    public IReadOnlyList<JsonValue> Filters { get; init; } = [];

    public IReadOnlyList<JsonValue> CharFilters { get; init; } = [];

    public bool Explain { get; init; }

    /// <summary>The attributes of words that an explanation shows; none for all.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Whether the request puts an analyzer together.</summary>
    public bool IsCustom => Tokenizer is not null || Filters.Count + CharFilters.Count > 0;

    /// <summary>Reads a body.</summary>
    /// <exception cref="FailureException">A key is unknown, a value wrong, or parts do not go together.</exception>
    public static AnalyzeRequest Parse(JsonValue body)
    {
        if (body.Kind != JsonKind.Object)
            throw Failure.Parsing($"Expected [START_OBJECT] but found [{body.TokenName}]", body.Location).Raise();
        var request = new AnalyzeRequest();
        foreach (var member in body.Members)
        {
            request = member.Name switch
            {
                "text" => request with { Texts = Strings(Require(member, JsonKind.String, JsonKind.Array)) },
                "analyzer" => request with { Analyzer = Require(member, JsonKind.String).Text },
                "field" => request with { Field = Require(member, JsonKind.String).Text },
                "normalizer" => request with { Normalizer = Require(member, JsonKind.String).Text },
                "tokenizer" => request with { Tokenizer = Part(Require(member, JsonKind.String, JsonKind.Object), member.Name) },
                "filter" => request with { Filters = Parts(Require(member, JsonKind.Array, JsonKind.Object), member.Name) },
                "char_filter" => request with { CharFilters = Parts(Require(member, JsonKind.Array, JsonKind.Object), member.Name) },
                "explain" => request with { Explain = Flag(member) },
                "attributes" => request with { Attributes = Strings(Require(member, JsonKind.String, JsonKind.Array)) },
                _ => throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [{Kind}] unknown field [{member.Name}]").Raise(),
            };
        }

        return Invalid(request).ToList() is { Count: > 0 } invalid ? throw Failure.Validation(invalid).Raise() : request;
    }

    private static IEnumerable<string> Invalid(AnalyzeRequest request)
    {
        if (request.Texts.Count == 0)
            yield return "text is missing";
        if (request.Normalizer is not null && (request.Tokenizer is not null || request.Analyzer is not null))
            yield return "tokenizer/analyze should be null if normalizer is specified";
        if (request.Analyzer is not null && request.IsCustom)
            yield return "cannot define extra components on a named analyzer";
        if (request.Normalizer is not null && request.Filters.Count + request.CharFilters.Count > 0)
            yield return "cannot define extra components on a named normalizer";
        if (request.Field is not null && request.IsCustom)
            yield return "cannot define extra components on a field-specific analyzer";
    }

    private static List<string> Strings(JsonValue value) =>
        value.Items.Find(item => item.Kind is JsonKind.Null or JsonKind.Object or JsonKind.Array) is { } wrong
            ? throw new Failure(FailureKind.XContentParse, $"{wrong.Location} [{Kind}] Expected text but was: {wrong.TokenName}").Raise()
            : value.Kind == JsonKind.Array ? [.. value.Items.Select(item => item.Text)] : [value.Text];

    private static bool Flag(JsonMember member)
    {
        try
        {
            return Require(member, JsonKind.Boolean, JsonKind.String).AsBoolean();
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.IllegalArgument)
        {
            throw new Failure(FailureKind.XContentParse, $"{member.Value.Location} [{Kind}] failed to parse field [{member.Name}]") { CausedBy = e.Failure }.Raise();
        }
    }

    // The settings of a part are values, lists of values, and objects of settings.
    private static JsonValue Part(JsonValue value, string name)
    {
        if (IsOfSettings(value))
            return value;
        throw new Failure(FailureKind.XContentParse, $"{value.EndLocation} [{Kind}] failed to parse field [{name}]")
        {
            CausedBy = Failure.IllegalArgument($"Failed to parse [{value.Text}]") with
            {
                CausedBy = new Failure(FailureKind.IllegalState, "only value lists are allowed in serialized settings"),
            },
        }.Raise();
    }

    private static bool IsOfSettings(JsonValue value) => value.Kind switch
    {
        JsonKind.Array => value.Items.All(item => item.Kind is JsonKind.String or JsonKind.Number or JsonKind.Boolean),
        JsonKind.Object => value.Members.All(member => IsOfSettings(member.Value)),
        _ => true,
    };

    private static List<JsonValue> Parts(JsonValue value, string name) => value.Kind == JsonKind.Object ? [Part(value, name)] : value.Items.Find(item => item.Kind is not (JsonKind.String or JsonKind.Object)) is { } bad
        ? throw (new Failure(FailureKind.XContentParse, $"{bad.Location} [{Kind}] failed to parse field [{name}]") with
        {
            CausedBy = new Failure(FailureKind.XContentParse, $"{bad.Location} Expected [VALUE_STRING] or [START_OBJECT], got {bad.TokenName}"),
        }).Raise()
        : [.. value.Items.Select(item => Part(item, name))];

    private static JsonValue Require(JsonMember member, params ReadOnlySpan<JsonKind> kinds) => kinds.Contains(member.Value.Kind)
        ? member.Value
        : throw new Failure(
            FailureKind.XContentParse, $"{member.Value.Location} [{Kind}] {member.Name} doesn't support values of type: {member.Value.TokenName}").Raise();
}
