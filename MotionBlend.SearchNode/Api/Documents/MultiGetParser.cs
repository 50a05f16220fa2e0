using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>One document of a multi-get, and what of it is shown.</summary>
internal sealed record MultiGetItem(DocumentAddress Address, ShownParts Parts);

/// <summary>Reads the body of a multi-get: <c>docs</c>, or <c>ids</c> of the index in the path.</summary>
internal static class MultiGetParser
{
    /// <summary>The documents in order.</summary>
    /// <exception cref="FailureException">The body is malformed, or a document lacks index or id.</exception>
    public static IReadOnlyList<MultiGetItem> Parse(JsonValue body, string? index, ShownParts defaults)
    {
        if (body.Kind != JsonKind.Object)
            throw Failure.Parsing($"unexpected token [{body.TokenName}], expected [START_OBJECT]", body.Location).Raise();
        var items = new List<(string? Index, string? Id, string? Routing, long? Version, ShownParts Parts)>();
        foreach (var (name, _, value) in body.Members)
        {
            if (value.Kind != JsonKind.Array)
                throw Failure.Parsing($"unexpected token [{value.TokenName}], expected [FIELD_NAME] or [START_ARRAY]", value.Location).Raise();
            items.AddRange(name switch
            {
                "docs" => value.Items.Select(item => Item(item, index, defaults)),
                "ids" => value.Items.Select(item => (index, (string?)Id(item), (string?)null, (long?)null, defaults)),
                _ => throw Failure.Parsing($"unknown key [{name}] for a START_ARRAY, expected [docs] or [ids]", value.Location).Raise(),
            });
        }

        Require(items);
        return [.. items.Select(item => new MultiGetItem(new DocumentAddress(item.Index!, item.Id!) { Version = item.Version, Routing = item.Routing }, item.Parts))];
    }

    private static void Require(List<(string? Index, string? Id, string? Routing, long? Version, ShownParts Parts)> items)
    {
        var faults = new List<string>();
        if (items.Count == 0)
            faults.Add("no documents to get");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Index is null)
                faults.Add($"index is missing for doc {i}");
            if (items[i].Id is null)
                faults.Add($"id is missing for doc {i}");
        }

        if (faults.Count > 0)
            throw Failure.Validation(faults).Raise();
    }

    private static string Id(JsonValue item) => item.Kind is JsonKind.String or JsonKind.Number or JsonKind.Boolean
        ? item.Text
        : throw Failure.IllegalArgument("ids array element should only contain ids").Raise();

    private static (string? Index, string? Id, string? Routing, long? Version, ShownParts Parts) Item(JsonValue item, string? index, ShownParts parts)
    {
        if (item.Kind != JsonKind.Object)
            throw Failure.IllegalArgument("docs array element should include an object").Raise();
        string? id = null;
        string? routing = null;
        long? version = null;
        foreach (var (name, _, value) in Flat(item.Members))
        {
            switch (name)
            {
                case not ("_source" or "stored_fields") when value.IsNull:
                case "_source" when value.IsNull:
                    // Elasticsearch looks at values only.
                    break;
                case not "_source" when value.Kind == JsonKind.Object:
                    throw (value.Members is [var inner, ..] ? Unknown(inner.Name) : Failure.IllegalArgument("docs array element should include an object")).Raise();
                case "_index":
                    index = value.Text;
                    break;
                case "_id":
                    id = value.Text;
                    break;
                case "version":
                    version = value.AsLong();
                    break;
                case "version_type":
                    OpType.ParseVersionType(value.Text);
                    break;
                case "routing":
                    routing = value.Text;
                    break;
                case "_source" when value.Kind is JsonKind.Number:
                    throw new Failure(FailureKind.Parse, $"illegal type for _source: [{value.TokenName}]").Raise();
                case "_source" when value is { Kind: JsonKind.Object, Members: [{ Name: not ("includes" or "excludes" or "include" or "exclude") }, ..] }:
                    throw Failure.IllegalArgument($"Expected text at {value.Location.Line}:{value.Location.Column} but found FIELD_NAME").Raise();
                case "_source":
                    parts = parts with { Source = SourceFilter.Parse(value) };
                    break;
                case "stored_fields":
                    parts = parts with { StoredFields = value.Kind == JsonKind.Array ? [.. value.Items.Select(i => i.Text)] : [value.Text] };
                    break;
                default:
                    throw Unknown(name).Raise();
            }
        }

        return (index, id, routing, version, parts);
    }

    private static Failure Unknown(string name) => new(FailureKind.Parse, $"failed to parse multi get request. unknown field [{name}]");

    // A list is read for the values in it, but for those that are lists by nature.
    private static IEnumerable<JsonMember> Flat(IEnumerable<JsonMember> members) => members.SelectMany(member =>
        member.Value.Kind == JsonKind.Array && member.Name is not ("_source" or "stored_fields")
            ? member.Value.Items.Select(item => member with { Value = item })
            : [member]);
}
