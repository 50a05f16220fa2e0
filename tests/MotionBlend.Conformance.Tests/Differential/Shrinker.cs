using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>Cuts a finding down: fewer requests, fewer documents, less of the body, as long as the same place still differs.</summary>
public sealed class Shrinker(ServerPair servers, int budget = 90)
{
    private int _left;

    public async Task<Finding> ShrinkAsync(Finding finding, CancellationToken cancellationToken)
    {
        _left = budget;
        for (var pass = 0; pass < 3; pass++)
        {
            var before = finding;
            finding = await DropRequestsAsync(finding, cancellationToken);
            finding = await CutLinesAsync(finding, cancellationToken);
            finding = await CutBodiesAsync(finding, cancellationToken);
            if (ReferenceEquals(before, finding) || _left <= 0) break;
        }

        return finding;
    }

    private async Task<Finding> DropRequestsAsync(Finding finding, CancellationToken cancellationToken)
    {
        for (var i = finding.Requests.Count - 2; i >= 0; i--)
        {
            finding = await TryAsync(finding, [.. finding.Requests.Where((_, at) => at != i)], cancellationToken) ?? finding;
        }

        return finding;
    }

    private async Task<Finding> CutLinesAsync(Finding finding, CancellationToken cancellationToken)
    {
        for (var at = 0; at < finding.Requests.Count; at++)
        {
            if (finding.Requests[at].BodyLines is null || finding.Requests[at].RawBody is not null) continue;
            for (var chunk = Math.Max(1, finding.Requests[at].BodyLines!.Count / 4); chunk >= 1; chunk /= 2)
            {
                for (var start = 0; start < Groups(finding.Requests[at]).Count;)
                {
                    var groups = Groups(finding.Requests[at]);
                    var kept = groups.Where((_, i) => i < start || i >= start + chunk).SelectMany(group => group).ToList();
                    var cut = kept.Count == 0 ? null : await TryAsync(finding, With(finding, at, finding.Requests[at] with { BodyLines = kept }), cancellationToken);
                    if (cut is null) start += chunk;
                    else finding = cut;
                    if (_left <= 0) return finding;
                }
            }
        }

        return finding;
    }

    // An action line and its source line go together.
    private static List<List<JsonNode?>> Groups(JudgedRequest request)
    {
        var groups = new List<List<JsonNode?>>();
        for (var i = 0; i < request.BodyLines!.Count; i++)
        {
            var line = request.BodyLines[i];
            var isPair = line is JsonObject { Count: <= 1 } action && action["delete"] is null && i + 1 < request.BodyLines.Count;
            groups.Add(isPair ? [line, request.BodyLines[++i]] : [line]);
        }

        return groups;
    }

    private async Task<Finding> CutBodiesAsync(Finding finding, CancellationToken cancellationToken)
    {
        foreach (var at in Enumerable.Range(0, finding.Requests.Count).Reverse())
        {
            var progressed = true;
            while (progressed && _left > 0)
            {
                progressed = false;
                foreach (var smaller in Smaller(finding.Requests[at]))
                {
                    if (await TryAsync(finding, With(finding, at, smaller), cancellationToken) is not { } cut) continue;
                    finding = cut;
                    progressed = true;
                    break;
                }
            }
        }

        return finding;
    }

    private static IEnumerable<JudgedRequest> Smaller(JudgedRequest request)
    {
        if (request.RawBody is not null) yield break;
        var mark = request.Path.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0) yield return request with { Path = request.Path[..mark] };
        if (request.Body is not null)
        {
            foreach (var body in SmallerTrees(request.Body)) yield return request with { Body = body };
        }

        for (var i = 0; i < (request.BodyLines?.Count ?? 0); i++)
        {
            if (request.BodyLines![i] is not { } line) continue;
            foreach (var tree in SmallerTrees(line).OfType<JsonObject>())
            {
                yield return request with { BodyLines = [.. request.BodyLines.Select((other, at) => at == i ? tree : other)] };
            }
        }
    }

    // Each member removed, each array element removed, each query replaced by one inside it: outermost first.
    private static IEnumerable<JsonNode> SmallerTrees(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, value) in members)
                {
                    var without = (JsonObject)members.DeepClone();
                    without.Remove(key);
                    yield return without;
                    if (value is null) continue;
                    foreach (var smaller in SmallerTrees(value).Concat(Inner(key, value)))
                    {
                        var with = (JsonObject)members.DeepClone();
                        with[key] = smaller;
                        yield return with;
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var without = (JsonArray)items.DeepClone();
                    without.RemoveAt(i);
                    yield return without;
                    if (items[i] is not { } item) continue;
                    foreach (var smaller in SmallerTrees(item))
                    {
                        var with = (JsonArray)items.DeepClone();
                        with[i] = smaller;
                        yield return with;
                    }
                }

                break;
        }
    }

    private static IEnumerable<JsonNode> Inner(string key, JsonNode value)
    {
        if (key is not ("query" or "filter" or "must" or "should" or "must_not" or "positive" or "negative" or "post_filter")) yield break;
        foreach (var compound in (value as JsonObject)?.Select(pair => pair.Value).OfType<JsonObject>() ?? [])
        {
            foreach (var name in new[] { "must", "filter", "should", "must_not", "query", "positive", "queries" })
            {
                var inner = compound[name] is JsonArray list ? list.OfType<JsonObject>() : new[] { compound[name] }.OfType<JsonObject>();
                foreach (var query in inner) yield return query.DeepClone();
            }
        }
    }

    private static IReadOnlyList<JudgedRequest> With(Finding finding, int at, JudgedRequest request) =>
        [.. finding.Requests.Select((other, i) => i == at ? request : other)];

    private async Task<Finding?> TryAsync(Finding finding, IReadOnlyList<JudgedRequest> requests, CancellationToken cancellationToken)
    {
        if (_left-- <= 0) return null;
        var index = servers.NewIndex();
        try
        {
            foreach (var request in requests.SkipLast(1))
            {
                // Servers that stand differently before the last request would differ for another reason.
                var (left, right) = await servers.SendAsync(request, index, cancellationToken);
                if (ReplyComparison.Compare(left, right) is not null) return null;
            }

            var (expected, actual) = await servers.SendAsync(requests[^1], index, cancellationToken);
            if (ReplyComparison.IsRefusal(actual) || ReplyComparison.Compare(expected, actual) is not { } difference) return null;
            var cut = finding with { Requests = requests, Difference = difference, Reasons = Finding.Words(expected, actual) };
            return cut.Place == finding.Place ? cut : null;
        }
        finally
        {
            await servers.CleanAsync(index, cancellationToken);
        }
    }
}
