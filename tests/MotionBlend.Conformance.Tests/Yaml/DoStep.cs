using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>A <c>do</c> step: the call, and what it says of the error, the warnings and the node it wants.</summary>
public sealed class DoStep(ApiCall calls, WireClient client, Version server, Stash stash)
{
    private static readonly Dictionary<string, int> NamedStatus = new()
    {
        ["bad_request"] = 400,
        ["unauthorized"] = 401,
        ["forbidden"] = 403,
        ["missing"] = 404,
        ["request_timeout"] = 408,
        ["conflict"] = 409,
        ["unavailable"] = 503,
    };

    /// <summary>Makes the call and holds it against the step's expectations.</summary>
    /// <returns>The reply, or null where the client side refused the call as <c>catch: param</c> wants.</returns>
    /// <exception cref="YamlTestException">The reply is not what the step expects.</exception>
    public async Task<WireReply?> RunAsync(JsonObject step, CancellationToken cancellationToken)
    {
        JsonObject? headers = null;
        string? expected = null;
        string? name = null;
        JsonObject arguments = [];
        foreach (var (key, value) in step)
        {
            switch (key)
            {
                case "catch": expected = value?.ToString(); break;
                case "headers": headers = stash.Replace(value) as JsonObject; break;
                case "node_selector": SelectNode(value as JsonObject); break;
                case "warnings" or "warnings_regex" or "allowed_warnings" or "allowed_warnings_regex": break;
                default:
                    name = key;
                    arguments = stash.Replace(value) as JsonObject ?? [];
                    break;
            }
        }

        if (name is null) throw new YamlTestException("do: no API named");
        WireRequest request;
        try
        {
            request = calls.ToRequest(name, arguments, headers, strict: expected == "param");
        }
        catch (ApiParameterException) when (expected == "param")
        {
            return null;
        }

        var reply = await client.SendAsync(request, cancellationToken);
        CheckStatus(name, request, reply, expected, arguments["ignore"]);
        CheckWarnings(name, step, reply);
        return reply;
    }

    private void SelectNode(JsonObject? selector)
    {
        var range = selector?["version"]?.ToString();
        if (range is not null && range != "current" && !VersionRange.Contains(range, server))
        {
            throw new YamlSkipException($"no node of version {range}");
        }
    }

    private static void CheckStatus(string name, WireRequest request, WireReply reply, string? expected, JsonNode? ignore)
    {
        if (expected is not null && expected != "param")
        {
            if (!IsExpectedError(reply, expected)) throw new YamlTestException($"do {name}: expected error {expected}, got {reply.Status} {reply.Error}");
            return;
        }

        var ignored = ignore switch
        {
            JsonArray list => list.Any(status => JsonEquality.Number(status) == reply.Status),
            not null => JsonEquality.Number(ignore) == reply.Status,
            _ => false,
        };
        if (expected == "param") throw new YamlTestException($"do {name}: the call was to be refused, got {reply.Status}");
        if (reply.Status >= 400 && !ignored && !(request.Method == "HEAD" && reply.Status == 404))
        {
            throw new YamlTestException($"do {name}: {reply.Status} {reply.Error}");
        }
    }

    private static bool IsExpectedError(WireReply reply, string expected)
    {
        if (reply.Status < 400) return false;
        if (NamedStatus.TryGetValue(expected, out var status)) return reply.Status == status;
        if (expected == "request") return !NamedStatus.ContainsValue(reply.Status);
        return Assertions.IsPattern(expected, out var pattern)
            ? Regex.IsMatch($"{reply.Text} {Texts(reply.Json)}", pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5))
            : throw new YamlTestException($"catch [{expected}] is not known to this runner");
    }

    // A pattern is written for the message, not for its JSON escapes.
    private static string Texts(JsonNode? node) => node switch
    {
        JsonObject members => string.Join(' ', members.Select(pair => Texts(pair.Value))),
        JsonArray items => string.Join(' ', items.Select(Texts)),
        _ => node?.ToString() ?? "",
    };

    private static void CheckWarnings(string name, JsonObject step, WireReply reply)
    {
        var expected = Listed(step["warnings"]);
        var missing = expected.FirstOrDefault(text => !reply.Warnings.Contains(text));
        if (missing is not null) throw new YamlTestException($"do {name}: missing warning {missing}");
        var patterns = Listed(step["warnings_regex"]).Concat(Listed(step["allowed_warnings_regex"])).ToList();
        var unlisted = reply.Warnings
            .Except(expected)
            .Except(Listed(step["allowed_warnings"]))
            .FirstOrDefault(text => !patterns.Any(pattern => Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5))));
        if (unlisted is not null) throw new YamlTestException($"do {name}: unlisted warning {unlisted}");
    }

    private static List<string> Listed(JsonNode? node) => node switch
    {
        JsonArray items => [.. items.Select(item => item?.ToString() ?? "")],
        JsonValue one when one.GetValueKind() == JsonValueKind.String => [one.ToString()],
        _ => [],
    };
}
