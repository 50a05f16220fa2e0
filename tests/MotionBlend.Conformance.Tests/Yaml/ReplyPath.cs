using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>A dotted path into a reply: <c>\.</c> is a dot in a name, a number an array index, <c>$name</c> a stashed name.</summary>
public static class ReplyPath
{
    private const string AnyKey = "_arbitrary_key_";

    /// <summary>The node at the path; <paramref name="found"/> tells a JSON null from an absent member.</summary>
    public static JsonNode? Find(JsonNode? root, string path, Stash stash, out bool found)
    {
        var node = root;
        found = true;
        foreach (var token in Split(path).Select(stash.ReplaceText))
        {
            (node, found) = Step(node, token);
            if (!found) return null;
        }

        return node;
    }

    private static (JsonNode? Node, bool Found) Step(JsonNode? node, string token)
    {
        switch (node)
        {
            case JsonObject members when token == AnyKey:
                return members.Count > 0 ? (JsonValue.Create(members.First().Key), true) : (null, false);
            case JsonObject members:
                return members.TryGetPropertyValue(token, out var member) ? (member, true) : (null, false);
            case JsonArray items when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index):
                return index < items.Count ? (items[index], true) : (null, false);
            default:
                return (null, false);
        }
    }

    private static List<string> Split(string path)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + 1 < path.Length && path[i + 1] == '.')
            {
                token.Append('.');
                i++;
            }
            else if (path[i] == '.')
            {
                if (token.Length > 0) tokens.Add(token.ToString());
                token.Clear();
            }
            else
            {
                token.Append(path[i]);
            }
        }

        if (token.Length > 0) tokens.Add(token.ToString());
        return tokens;
    }
}
