using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Spoils a well-formed request: a wrong kind, an unknown key, a renamed key, a cut-off text.</summary>
public sealed class Mutator(Dice dice)
{
    private static readonly string[] Names = ["foo", "querry", "sizes", "termm", "value", "", "boost"];

    public JudgedRequest Spoil(JudgedRequest request)
    {
        if (request.Body is not null && dice.Chance(0.85))
        {
            var body = request.Body.DeepClone();
            Spoil(Containers(body).ToList());
            return request with { Body = body };
        }

        var text = request.Body?.ToJsonString() ?? string.Concat(request.BodyLines?.Select(line => line?.ToJsonString() + "\n") ?? []);
        var spoiled = dice.Pick(text[..(text.Length / 2)], text + "}", text.Replace('"', '\''), "[" + text + "]", text.Replace(':', ','), "{", "");
        return request with { RawBody = spoiled, Body = null };
    }

    private void Spoil(List<JsonNode> containers)
    {
        switch (dice.Pick(containers))
        {
            case JsonObject members when members.Count > 0 && dice.Chance(0.7):
                var key = dice.Pick(members.Select(pair => pair.Key).ToList());
                if (dice.Chance(0.6))
                {
                    members[key] = Odd();
                    break;
                }

                var value = members[key];
                members.Remove(key);
                members[dice.Pick(Names)] = value?.DeepClone();
                break;
            case JsonObject members:
                members[dice.Pick(Names)] = Odd();
                break;
            case JsonArray items:
                items.Add(Odd());
                break;
        }
    }

    private JsonNode? Odd() => dice.Pick<JsonNode?>(null, 1, -1, 1.5, "x", true, new JsonObject(), new JsonArray(), Tree.Of("foo", 1), Tree.List(["x"]), 99999999999L);

    private static IEnumerable<JsonNode> Containers(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject members => members.Select(pair => pair.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var child in children.Where(child => child is JsonObject or JsonArray).SelectMany(child => Containers(child!))) yield return child;
    }
}
