using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Turns an API name with its arguments into a request: parts fill the path, <c>body</c> the body, the rest the query.</summary>
public sealed partial class ApiCall(ApiSpecification specification)
{
    /// <param name="name">The API, such as <c>indices.create</c>.</param>
    /// <param name="arguments">Its arguments, the body among them.</param>
    /// <param name="headers">Headers of this call.</param>
    /// <param name="strict">Whether a part that every path needs must be given; if not, it is sent empty and the server decides.</param>
    /// <exception cref="ApiParameterException">An argument is unknown, or a needed part is missing from a strict call.</exception>
    public WireRequest ToRequest(string name, JsonObject arguments, JsonObject? headers, bool strict)
    {
        var api = specification[name];
        var given = new Dictionary<string, JsonNode?>();
        JsonNode? body = null;
        foreach (var (key, value) in arguments)
        {
            if (key == "body") body = WithoutTypes(name, value);
            else if (!IsLeftOut(api, key)) given[key] = value;
        }

        var parts = given.Keys.Where(api.Parts.Contains).Where(key => given[key] is not null).ToHashSet();
        var unknown = given.Keys.FirstOrDefault(key => !api.Parts.Contains(key) && !api.Parameters.Contains(key) && key != "ignore");
        if (unknown is not null) throw new ApiParameterException($"do {name}: unknown parameter [{unknown}]");
        var path = api.PathFor(parts) ?? (strict ? null : api.Paths[0]) ?? throw new ApiParameterException($"do {name}: a part of the path is missing");

        var hasBody = arguments.ContainsKey("body");
        var content = hasBody ? Encoding.UTF8.GetBytes(Serialize(name, api, body)) : null;
        if (content is { Length: 0 }) content = null;
        return new WireRequest(
            path.MethodFor(content is not null), Fill(path, given) + Query(path, given), content,
            content is null ? null : api.TakesLines ? WireRequest.NdJson : WireRequest.Json)
        {
            Headers = [.. (headers ?? []).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.ToString() ?? ""))],
        };
    }

    // Mapping types ended with 8.0: a test that names one means the untyped call.
    private static bool IsLeftOut(ApiEntry api, string key) =>
        (key == "type" && !api.Parts.Contains("type") && !api.Parameters.Contains("type")) || key == "include_type_name" && !api.Parameters.Contains(key);

    private static JsonNode? WithoutTypes(string name, JsonNode? body)
    {
        if (name is not ("bulk" or "mget")) return body;
        var copy = body?.DeepClone();
        RemoveTypes(copy);
        return copy;
    }

    private static void RemoveTypes(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items) RemoveTypes(item);
                break;
            case JsonObject members:
                members.Remove("_type");
                foreach (var (key, member) in members.ToList())
                {
                    if (key is "index" or "create" or "update" or "delete" or "docs") RemoveTypes(member);
                }

                break;
        }
    }

    private static string Serialize(string name, ApiEntry api, JsonNode? body)
    {
        switch (body)
        {
            case null:
                return "";
            case JsonArray items when api.TakesLines:
                return string.Concat(items.Select(item => Line(item) + "\n"));
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                var raw = name == "bulk" ? TypeEntry().Replace(text.ToString(), "") : text.ToString();
                return api.TakesLines && !raw.EndsWith('\n') ? raw + "\n" : raw;
            default:
                return body.ToJsonString(JsonEquality.Readable);
        }
    }

    private static string Line(JsonNode? item) =>
        item is JsonValue text && text.GetValueKind() == JsonValueKind.String
            ? TypeEntry().Replace(text.ToString(), "").TrimEnd('\n')
            : item?.ToJsonString(JsonEquality.Readable) ?? "";

    private static string Fill(ApiPath path, Dictionary<string, JsonNode?> given)
    {
        var filled = path.Template;
        foreach (var part in path.Parts) filled = filled.Replace($"{{{part}}}", Encode(given.GetValueOrDefault(part)), StringComparison.Ordinal);
        return filled;
    }

    private static string Query(ApiPath path, Dictionary<string, JsonNode?> given)
    {
        var pairs = given
            .Where(pair => !path.Parts.Contains(pair.Key) && pair.Key != "ignore")
            .Select(pair => $"{pair.Key}={Encode(pair.Value)}");
        var query = string.Join('&', pairs);
        return query.Length == 0 ? "" : "?" + query;
    }

    private static string Encode(JsonNode? value) => value switch
    {
        JsonArray items => string.Join(',', items.Select(Encode)),
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => Uri.EscapeDataString(scalar.ToString()).Replace("%2C", ",", StringComparison.Ordinal),
        null => "",
        _ => Uri.EscapeDataString(value.ToJsonString()),
    };

    [GeneratedRegex("\"_type\" *: *\"[^\"]*\" *,? *")]
    private static partial Regex TypeEntry();
}
