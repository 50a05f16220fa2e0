using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>GET /{index}/_field_caps</c>: the fields of several indices and what can be done with each.</summary>
internal sealed class FieldCapsEndpoint(NodeStorage storage, TargetBinder binder) : IEndpoint
{
    private const string Unmapped = "unmapped";

    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_field_caps", "/{index}/_field_caps")
    {
        Body = BodyRule.Optional,
        Parameters = ["fields", "types", "filters", "include_unmapped", .. IndicesOptions.Parameters],
        WithoutEffect = ["include_empty_fields"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.Has("include_empty_fields") && !request.Query.Bool("include_empty_fields"))
            throw Failure.Unsupported("[include_empty_fields] false").Raise();
        var filter = new FieldCapabilityFilter(Fields(request), request.Query.List("types") ?? [], request.Query.List("filters") ?? []);
        filter.RequireKnown();
        var indices = binder.Resolve(storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read));
        var told = indices.Select(searched => (searched.Index.Name, Fields: filter.Of(searched.Index))).ToList();
        return Task.FromResult(Reply.Of(json => Write(json, told, request.Query.Bool("include_unmapped"))));
    }

    private static IReadOnlyList<string> Fields(ElasticRequest request)
    {
        var fields = request.Query.List("fields") ?? [];
        foreach (var member in request.Json()?.Members ?? [])
        {
            fields = member.Name switch
            {
                "fields" when fields.Count > 0 => throw Failure.IllegalArgument(
                    "can't specify a request body and [fields] request parameter, either specify a request body or the [fields] request parameter").Raise(),
                "fields" => Names(member.Value),
                "index_filter" or "runtime_mappings" => throw Failure.Unsupported($"[{member.Name}] in field capabilities").Raise(),
                _ => throw new Failure(
                    FailureKind.XContentParse,
                    $"{member.Value.LocationAt(member.NameStart)} [field_caps_request] unknown field [{member.Name}]").Raise(),
            };
        }

        return fields.Count > 0 ? fields : throw Failure.Validation("no fields specified").Raise();
    }

    private static IReadOnlyList<string> Names(JsonValue value) => value switch
    {
        { Kind: not (JsonKind.String or JsonKind.Array) } => throw new Failure(
            FailureKind.XContentParse, $"{value.Location} [field_caps_request] fields doesn't support values of type: {value.TokenName}").Raise(),
        { Kind: JsonKind.Array, Items.IsEmpty: true } => throw NotParsed(value, Failure.IllegalArgument("specified fields can't be null or empty")),
        { Kind: JsonKind.Array } when value.Items.Exists(item => item.Kind == JsonKind.Array) =>
            throw NotParsed(value, new Failure(FailureKind.IllegalState, "expected value but got [START_ARRAY]")),
        { Kind: JsonKind.Array } when value.Items.Find(item => item.Kind is JsonKind.Object or JsonKind.Null) is { } wrong =>
            throw NotParsed(value, Failure.IllegalArgument($"Expected text at {wrong.Location.Line}:{wrong.Location.Column} but found {wrong.TokenName}")),
        { Kind: JsonKind.Array } => [.. value.Items.Select(item => item.Text)],
        _ => [value.Text],
    };

    private static FailureException NotParsed(JsonValue value, Failure cause) =>
        new Failure(FailureKind.XContentParse, $"{value.Location} [field_caps_request] failed to parse field [fields]") { CausedBy = cause }.Raise();

    private static void Write(Utf8JsonWriter json, List<(string Name, Dictionary<string, FieldCapability> Fields)> told, bool unmapped)
    {
        json.WriteStartObject();
        WriteNames(json, "indices", told.Select(index => index.Name));
        json.WriteStartObject("fields");
        foreach (var name in told.SelectMany(index => index.Fields.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            WriteField(json, name, told, unmapped);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteField(
        Utf8JsonWriter json, string name, List<(string Name, Dictionary<string, FieldCapability> Fields)> told, bool unmapped)
    {
        var missing = new FieldCapability(Unmapped, false, false, false);
        var byType = told
            .Select(index => (index.Name, Capability: index.Fields.GetValueOrDefault(name) ?? missing))
            .Where(index => unmapped || index.Capability.Type != Unmapped)
            .GroupBy(index => index.Capability.Type)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        json.WriteStartObject(name);
        foreach (var group in byType)
        {
            json.WriteStartObject(group.Key);
            json.WriteString("type", group.Key);
            json.WriteBoolean("metadata_field", group.First().Capability.Metadata);
            json.WriteBoolean("searchable", group.All(index => index.Capability.Searchable));
            json.WriteBoolean("aggregatable", group.All(index => index.Capability.Aggregatable));
            if (byType.Count > 1)
                WriteNames(json, "indices", group.Select(index => index.Name));
            WriteSome(json, "non_searchable_indices", [.. group], capability => capability.Searchable);
            WriteSome(json, "non_aggregatable_indices", [.. group], capability => capability.Aggregatable);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Told only where some indices of the type can and some cannot.
    private static void WriteSome(
        Utf8JsonWriter json, string name, List<(string Name, FieldCapability Capability)> group, Func<FieldCapability, bool> can)
    {
        var cannot = group.Where(index => !can(index.Capability)).Select(index => index.Name).ToList();
        if (cannot.Count > 0 && cannot.Count < group.Count)
            WriteNames(json, name, cannot);
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names)
            json.WriteStringValue(one);
        json.WriteEndArray();
    }
}
