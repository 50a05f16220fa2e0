using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>Where a <c>terms</c> query finds its values: a path in the source of a document.</summary>
internal sealed record TermsLookup(string Index, string Id, string Path)
{
    private const string Kind = "terms_lookup";

    private static readonly string[] Required = ["index", "id", "path"];

    /// <summary>Reads the lookup's object.</summary>
    /// <exception cref="FailureException">A part is missing, unknown or no string.</exception>
    public static TermsLookup Parse(JsonValue body)
    {
        foreach (var member in body.Members)
        {
            if (member.Name is not ("index" or "id" or "path" or "routing"))
                throw new Failure(FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [{Kind}] unknown field [{member.Name}]").Raise();
            if (member.Value.Kind != JsonKind.String && !(member.Name == "routing" && member.Value.IsNull))
                throw new Failure(FailureKind.XContentParse, $"{member.Value.Location} [{Kind}] {member.Name} doesn't support values of type: {member.Value.TokenName}").Raise();
        }

        var missing = Required.Where(name => body[name] is null).ToList();
        return missing.Count == 0
            ? new TermsLookup(body["index"]!.Text, body["id"]!.Text, body["path"]!.Text)
            : throw Failure.IllegalArgument($"Required [{string.Join(", ", missing)}]").Raise();
    }

    /// <summary>The values; none where the document or the path is not there.</summary>
    /// <exception cref="FailureException">The index does not exist.</exception>
    public IReadOnlyList<JsonValue> Values(QueryContext context)
    {
        if (context.Source(Index, Id) is not { Length: > 0 } source)
            return [];
        var found = new List<JsonValue>();
        Collect(JsonBody.Parse(source), Path, found);
        return found;
    }

    private static void Collect(JsonValue value, string path, List<JsonValue> found)
    {
        switch (value.Kind)
        {
            case JsonKind.Array:
                foreach (var item in value.Items)
                    Collect(item, path, found);
                break;
            case JsonKind.Object:
                foreach (var member in value.Members)
                    if (path == member.Name)
                        Collect(member.Value, "", found);
                    else if (path.StartsWith(member.Name + ".", StringComparison.Ordinal))
                        Collect(member.Value, path[(member.Name.Length + 1)..], found);
                break;
            case JsonKind.Null:
                break;
            default:
                if (path.Length == 0)
                    found.Add(value);
                break;
        }
    }
}
