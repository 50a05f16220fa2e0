using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>A field, or a pattern of fields, whose values the hits show.</summary>
/// <param name="Pattern">Name with <c>*</c> for any run of characters.</param>
/// <param name="Format">Date format; null for the mapping's.</param>
/// <param name="Unmapped">Whether unmapped fields of the source are shown too.</param>
internal sealed record FieldRequest(string Pattern, string? Format, bool Unmapped)
{
    /// <summary>Reads the array of <c>fields</c> or <c>docvalue_fields</c>.</summary>
    /// <exception cref="FailureException">An element is no field.</exception>
    public static IReadOnlyList<FieldRequest> ParseAll(JsonValue value) =>
        // A null before an object is read as the beginning of that object.
        [.. value.Items.Where((item, i) => !(item.IsNull && value.Items.ElementAtOrDefault(i + 1) is { Kind: JsonKind.Object })).Select(Parse)];

    /// <summary>The fields of a URL parameter.</summary>
    public static IReadOnlyList<FieldRequest> Of(IEnumerable<string> names) => [.. names.Select(name => new FieldRequest(name, null, false))];

    public bool Matches(string path) => Wildcard.Matches(Pattern, path);

    private static FieldRequest Parse(JsonValue value)
    {
        // An array is passed over on the way to the object in it.
        if (value is { Kind: JsonKind.Array, Items.First: { Kind: JsonKind.Object } inner })
            value = inner;
        if (value.Kind is JsonKind.Null or JsonKind.Array)
        {
            throw new Failure(
                FailureKind.XContentParse, $"{value.Location} [fetch_field_and_format] Expected START_OBJECT but was: {value.TokenName}").Raise();
        }

        if (value.Kind != JsonKind.Object)
            return new FieldRequest(value.Text, null, false);
        string? field = null, format = null;
        var unmapped = false;
        foreach (var member in value.Members)
        {
            switch (member.Name)
            {
                case "field" or "format" when member.Value.Kind != JsonKind.String && !(member.Value.IsNull && member.Name == "format"):
                    throw new Failure(
                        FailureKind.XContentParse,
                        $"{member.Value.Location} [fetch_field_and_format] {member.Name} doesn't support values of type: {member.Value.TokenName}").Raise();
                case "field":
                    field = Within(member, value => value.Text);
                    break;
                case "format":
                    format = Within(member, value => value.IsNull ? null : value.Text);
                    break;
                case "include_unmapped":
                    unmapped = Within(member, value => value.AsBoolean());
                    break;
                default:
                    throw new Failure(
                        FailureKind.XContentParse,
                        $"{member.Value.LocationAt(member.NameStart)} [fetch_field_and_format] unknown field [{member.Name}]").Raise();
            }
        }

        return field is null ? throw Failure.IllegalArgument("Required [field]").Raise() : new FieldRequest(field, format, unmapped);
    }

    private static T Within<T>(JsonMember member, Func<JsonValue, T> read)
    {
        try
        {
            return read(member.Value);
        }
        catch (FailureException e)
        {
            throw new Failure(
                FailureKind.XContentParse, $"{member.Value.Location} [fetch_field_and_format] failed to parse field [{member.Name}]")
            { CausedBy = e.Failure }.Raise();
        }
    }
}
