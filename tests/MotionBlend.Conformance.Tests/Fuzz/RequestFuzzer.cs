using System.Text;
using MotionBlend.Conformance.Tests.Differential;
using MotionBlend.Conformance.Tests.Differential.Generation;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Fuzz;

/// <summary>Spoils well-formed requests more roughly than a differential case does: bytes, paths, parameters, nesting, sizes.</summary>
public sealed class RequestFuzzer(Dice dice)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];
    private static readonly string[] Parts = ["_search", "_doc", "_bulk", "_mapping", "_settings", "_alias", "_cat", "indices", "_cluster", "health", "_all", "*", "..", "%2e%2e", "%00", "%ff", "a,b", "<x-{now/d}>", "é", "", "_nope", "1"];
    private static readonly string[] Parameters = ["size", "from", "refresh", "pretty", "human", "filter_path", "format", "h", "v", "s", "timeout", "q", "sort", "_source", "routing", "version", "foo", "error_trace", "scroll", "typed_keys", "rest_total_hits_as_int", "ignore_unavailable", "expand_wildcards", "wait_for_status"];
    private static readonly string[] Texts = ["", "true", "-1", "0", "99999999999999999999", "1.5", "*", "a,b", "%F0%9F%90%A2", "..", "1d", "null", "**", "-*", "%22"];

    /// <summary>A spoiled request for the index.</summary>
    public WireRequest Spoil(JudgedRequest request, string index)
    {
        if (dice.Chance(0.5)) request = new Mutator(dice).Spoil(request);
        var wire = request.ToWire(index);
        return dice.Weighted<WireRequest>(
            (30, () => wire),
            (20, () => wire with { Body = wire.Body is null ? null : Bytes(wire.Body) }),
            (15, () => wire with { Path = Path(wire.Path, index) }),
            (15, () => wire with { Path = $"{wire.Path}{(wire.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{dice.Pick(Parameters)}={dice.Pick(Texts)}" }),
            (5, () => wire with { Method = dice.Pick(Methods) }),
            (4, () => wire with { Body = Nested(), ContentType = WireRequest.Json, Method = "POST" }),
            (3, () => wire with { ContentType = dice.Pick("text/plain", "application/yaml", "application/json; charset=utf-16", "application/vnd.elasticsearch+json; compatible-with=8", "application/vnd.elasticsearch+json; compatible-with=9", "x") }),
            (2, () => wire with { Headers = [KeyValuePair.Create("Content-Encoding", "gzip")] }));
    }

    private byte[] Bytes(byte[] body)
    {
        var bytes = new List<byte>(body);
        for (var i = dice.Between(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            var at = dice.Between(0, bytes.Count - 1);
            switch (dice.Between(0, 3))
            {
                case 0:
                    bytes[at] = (byte)dice.Between(0, 255);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(dice.Between(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.Insert(at, (byte)dice.Pick('{', '}', '[', ']', '"', ',', ':', '\n', '\\', '0'));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(dice.Between(1, 60), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private string Path(string path, string index) => dice.Pick(
        "/" + string.Join('/', Enumerable.Range(0, dice.Between(1, 5)).Select(_ => dice.Chance(0.4) ? index : Uri.EscapeDataString(dice.Pick(Parts)))),
        path + "/" + dice.Pick("x", "%2F", "_source", "1"),
        path.Replace("/", "//", StringComparison.Ordinal),
        path + "?" + new string('a', dice.Between(1, 3000)),
        path[..dice.Between(1, path.Length)]);

    private byte[] Nested()
    {
        var depth = dice.Pick(20, 200, 2000, 20_000);
        var (open, close) = dice.Pick(("{\"query\":{\"bool\":{\"must\":", "}}}"), ("[", "]"), ("{\"a\":", "}"), ("{\"aggs\":{\"a\":{\"global\":{},", "}}}"));
        var text = new StringBuilder();
        for (var i = 0; i < depth; i++) text.Append(open);
        text.Append('1');
        for (var i = 0; i < depth; i++) text.Append(close);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
