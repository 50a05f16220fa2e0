using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary>One search of a multi search.</summary>
internal sealed record OneSearch(string? Index, IndicesOptions Indices, SearchRequest Request);

/// <summary>Reads the lines of a multi search: a header, then a body, each on a line of its own.</summary>
internal static class MultiSearchParser
{
    /// <summary>Header keys that change nothing on one node.</summary>
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal)
    {
        "request_cache", "allow_partial_search_results", "ignore_throttled", "ccs_minimize_roundtrips", "batched_reduce_size",
        "max_concurrent_shard_requests", "pre_filter_shard_size",
    };

    /// <exception cref="FailureException">A line cannot be read: then none of the searches runs.</exception>
    public static List<OneSearch> Parse(ElasticRequest request)
    {
        var body = request.Body;
        var searches = new List<OneSearch>();
        while (!body.IsEmpty)
        {
            var header = Line(ref body);
            if (body.IsEmpty)
                break;
            var source = Line(ref body);
            searches.Add(One(request, header, source));
        }

        return searches.Count > 0 ? searches : throw Failure.Validation("no requests added").Raise();
    }

    private static ReadOnlyMemory<byte> Line(ref ReadOnlyMemory<byte> body)
    {
        var end = body.Span.IndexOf((byte)'\n');
        if (end < 0)
            throw Failure.IllegalArgument("The msearch request must be terminated by a newline [\n]").Raise();
        var line = body[..end];
        body = body[(end + 1)..];
        return line;
    }

    private static OneSearch One(ElasticRequest request, ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> source)
    {
        var index = request.PathValue("index");
        var indices = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var parameters = new List<string>();
        foreach (var name in new[] { "rest_total_hits_as_int", "typed_keys", "search_type" })
            if (request.Query.Text(name) is { } value)
                parameters.Add($"{name}={Uri.EscapeDataString(value)}");
        foreach (var member in header.Span.IsWhiteSpace() ? [] : JsonBody.Parse(header).Members)
        {
            switch (member.Name)
            {
                case "index" or "indices":
                    index = member.Value.Kind == JsonKind.Array ? string.Join(',', member.Value.Items.Select(item => item.Text)) : member.Value.Text;
                    break;
                case "search_type" or "routing" or "preference":
                    parameters.Add($"{member.Name}={Uri.EscapeDataString(member.Value.Text)}");
                    break;
                case "ignore_unavailable" or "allow_no_indices" or "expand_wildcards":
                    indices = IndicesOptions.From(QueryParameters.Parse($"{member.Name}={Uri.EscapeDataString(Text(member.Value))}"), indices);
                    break;
                default:
                    if (!WithoutEffect.Contains(member.Name))
                        throw Failure.IllegalArgument($"key [{member.Name}] is not supported in the metadata section").Raise();
                    break;
            }
        }

        if (source.Span.IsWhiteSpace())
            throw Failure.Parsing("Expected [START_OBJECT] but found [null]", new JsonLocation(1, 0)).Raise();
        return new OneSearch(
            index is { Length: 0 } ? null : index,
            indices,
            SearchRequestParser.Parse(JsonBody.ParseAsItComes(source, JsonEnd.OfPart), QueryParameters.Parse(string.Join('&', parameters))));
    }

    private static string Text(JsonValue value) =>
        value.Kind == JsonKind.Array ? string.Join(',', value.Items.Select(item => item.Text)) : value.Text;
}

/// <summary>Tells lines that hold nothing.</summary>
file static class LineText
{
    public static bool IsWhiteSpace(this ReadOnlySpan<byte> line) => line.Trim(" \t\r"u8).IsEmpty;
}
