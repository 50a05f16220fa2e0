using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>Reads <c>indices_boost</c>: a list of one-member objects, index expression to factor.</summary>
internal static class IndicesBoost
{
    /// <exception cref="FailureException">An element is not <c>{"index": number}</c>.</exception>
    public static IReadOnlyList<(string Expression, float Boost)> Parse(JsonValue value) => [.. value.Items.Select(One)];

    private static (string Expression, float Boost) One(JsonValue item)
    {
        if (item.Kind != JsonKind.Object)
            throw Failure.Parsing($"Expected [START_OBJECT] in [null] but found [{item.TokenName}]", item.Location).Raise();
        if (item.Members is not [var first, ..])
            throw Failure.Parsing("Expected [FIELD_NAME] in [indices_boost] but found [END_OBJECT]", item.EndLocation).Raise();
        if (first.Value.Kind != JsonKind.Number)
            throw Failure.Parsing($"Expected [VALUE_NUMBER] in [indices_boost] but found [{first.Value.TokenName}]", first.Value.Location).Raise();
        if (first.Name.Length == 0)
            throw Failure.IndexNotFound(first.Name).Raise();
        return item.Members.Count == 1
            ? (first.Name, (float)first.Value.AsDouble())
            : throw Failure.Parsing(
                "Expected [END_OBJECT] in [indices_boost] but found [FIELD_NAME]", item.LocationAt(item.Members[1].NameStart)).Raise();
    }
}
