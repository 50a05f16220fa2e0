using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Valid requests with one value replaced by one that is odd there: of another kind, empty, huge or negative.</summary>
public static class OddKinds
{
    private static readonly string[] Values =
        ["null", "[]", "[1]", "[\"x\"]", "[{}]", "[[]]", "{}", "{\"foo\":1}", "\"x\"", "\"\"", "\"1\"", "true", "99999999999", "1e20", "-1", "1.5"];

    private static readonly IReadOnlyList<(JudgedRequest Request, int Places)> Spoilable =
        [.. ValidBodies.All.Select(request => (request, Places(request.Body!).Count()))];

    /// <summary>How many there are.</summary>
    public static int Count { get; } = Spoilable.Sum(spoilable => spoilable.Places) * Values.Length;

    /// <summary>One of all, by its number from 0.</summary>
    public static JudgedRequest At(int number)
    {
        var place = number / Values.Length;
        var at = 0;
        while (place >= Spoilable[at].Places) place -= Spoilable[at++].Places;
        var body = Spoilable[at].Request.Body!.DeepClone();
        Places(body).ElementAt(place)(JsonNode.Parse(Values[number % Values.Length]));
        return Spoilable[at].Request with { Body = body };
    }

    private static IEnumerable<Action<JsonNode?>> Places(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, value) in members)
                {
                    yield return odd => members[key] = odd;
                    foreach (var inner in value is null ? [] : Places(value)) yield return inner;
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var at = i;
                    yield return odd => items[at] = odd;
                    foreach (var inner in items[at] is { } item ? Places(item) : []) yield return inner;
                }

                break;
        }
    }
}
