using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>Settings as replies show them: dotted names become nested objects, unless a request asks for flat ones.</summary>
internal static class SettingsTree
{
    public static JsonObject Of(IEnumerable<KeyValuePair<string, string>> settings, bool flat)
    {
        if (!flat)
            return Nested(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        var json = new JsonObject();
        foreach (var (name, value) in settings)
            json[name] = value;
        return json;
    }

    public static JsonObject Nested(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var root = new JsonObject();
        foreach (var (name, value) in settings)
        {
            var (at, parts) = (root, name.Split('.'));
            var depth = 0;
            for (; depth < parts.Length - 1 && (at[parts[depth]] is null or JsonObject); depth++)
            {
                if (at[parts[depth]] is not JsonObject below)
                    at[parts[depth]] = below = [];
                at = below;
            }

            // Where a part of the name has a value of its own, the rest stays dotted.
            at[string.Join('.', parts[depth..])] = value;
        }

        return root;
    }
}
