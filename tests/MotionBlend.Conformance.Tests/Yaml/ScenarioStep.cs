using System.Text;
using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>One step of a scenario with the defaults of its folders merged in.</summary>
public sealed class ScenarioStep
{
    private const string Engine = "elasticsearch";

    private readonly JsonObject _step;
    private readonly string _folder;

    public ScenarioStep(JsonObject context, JsonObject step, string folder)
    {
        _step = (JsonObject)context.DeepClone();
        foreach (var (key, value) in step) _step[key] = value?.DeepClone();
        _folder = folder;
    }

    public bool IsForElasticsearch => _step["engines"] is not JsonArray engines || engines.Any(engine => engine?.ToString() == Engine);

    /// <summary>Sends the step by each of its methods and checks every reply.</summary>
    /// <returns>The last reply's tree, which a following step may refer to.</returns>
    /// <exception cref="YamlTestException">A reply is not as expected.</exception>
    public async Task<JsonNode?> RunAsync(WireClient client, JsonNode? previous, CancellationToken cancellationToken)
    {
        JsonNode? last = null;
        var methods = _step["method"] is JsonArray list ? list.Select(method => method!.ToString()) : [_step["method"]?.ToString() ?? "GET"];
        foreach (var method in methods)
        {
            var reply = await client.SendAsync(Request(method, previous), cancellationToken);
            Check(method, reply);
            last = reply.Json;
        }

        return last;
    }

    private WireRequest Request(string method, JsonNode? previous)
    {
        var body = Body(previous, out var contentType);
        var headers = _step["headers"] as JsonObject ?? [];
        return new WireRequest(method, "/" + (_step["endpoint"]?.ToString() ?? "").TrimStart('/') + Query(), body, contentType)
        {
            Headers = [.. headers.Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.ToString()))],
        };
    }

    private byte[]? Body(JsonNode? previous, out string? contentType)
    {
        contentType = WireRequest.Json;
        if (_step["body_from_file"] is { } file) return File.ReadAllBytes(Path.Combine(_folder, file.ToString()));
        if (_step["ndjson"] is JsonArray lines)
        {
            return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line!.ToJsonString(JsonEquality.Readable) + "\n")));
        }

        if (_step.TryGetPropertyValue("json", out var json) && json is not null)
        {
            return Encoding.UTF8.GetBytes(WithPrevious(json, previous)!.ToJsonString(JsonEquality.Readable));
        }

        contentType = null;
        return null;
    }

    // "$previous" holds a Python path into the last reply; the scenarios use one step of a name only.
    private static JsonNode? WithPrevious(JsonNode? node, JsonNode? previous) => node switch
    {
        JsonObject members when members["$previous"] is { } path => previous?[path.ToString().Split('"')[1]]?.DeepClone(),
        JsonObject members => new JsonObject(members.Select(pair => KeyValuePair.Create(pair.Key, WithPrevious(pair.Value, previous)))),
        JsonArray items => new JsonArray([.. items.Select(item => WithPrevious(item, previous))]),
        _ => node?.DeepClone(),
    };

    private string Query()
    {
        if (_step["params"] is not JsonObject parameters) return "";
        var pairs = parameters.SelectMany(pair => pair.Value is JsonArray items
            ? items.Select(item => (pair.Key, Value: item))
            : [(pair.Key, pair.Value)]);
        return "?" + string.Join('&', pairs.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value?.ToString() ?? "")}"));
    }

    private void Check(string method, WireReply reply)
    {
        if (!_step.TryGetPropertyValue("status_code", out var status)) status = JsonValue.Create(200);
        if (status is not null && JsonEquality.Number(status) != reply.Status)
        {
            throw new YamlTestException($"{method}: expected status {status}, got {reply.Status} {reply.Error}");
        }

        if (_step["expected"] is { } expected) CheckTree(expected, reply.Json, "expected");
    }

    private static void CheckTree(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject members:
                CheckMembers(members, actual, path);
                break;
            case JsonArray items:
                if (actual is not JsonArray others) throw new YamlTestException($"{path}: an array expected, got {JsonEquality.Show(actual)}");
                if (items.Count != others.Count) throw new YamlTestException($"{path}: expected {items.Count} elements, got {others.Count}");
                for (var i = 0; i < items.Count; i++) CheckTree(items[i], others[i], $"{path}.{i}");
                break;
            default:
                if (JsonEquality.Difference(expected, actual) is { } difference) throw new YamlTestException($"{path}: {difference}");
                break;
        }
    }

    private static void CheckMembers(JsonObject members, JsonNode? actual, string path)
    {
        // Beside an expression the scenarios' own runner looks at nothing else.
        if (members["$expect"] is { } expression)
        {
            if (!PythonExpectation.Holds(expression.ToString(), actual)) throw new YamlTestException($"{path}: {expression} does not hold for {JsonEquality.Show(actual)}");
            return;
        }

        foreach (var (key, value) in members)
        {
            if (actual is not JsonObject others) throw new YamlTestException($"{path}: an object expected, got {JsonEquality.Show(actual)}");
            if (!others.TryGetPropertyValue(key, out var other)) throw new YamlTestException($"{path}: missing key {key}");
            CheckTree(value, other, $"{path}.{key}");
        }
    }
}
