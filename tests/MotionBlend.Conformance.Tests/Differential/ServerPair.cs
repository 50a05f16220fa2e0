using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>The two servers: the one that is right and the one that is judged. Each index name is used once.</summary>
public sealed class ServerPair(Uri expected, Uri actual) : IDisposable
{
    private readonly Side _expected = new(expected);
    private readonly Side _actual = new(actual);
    private readonly string _run = Guid.NewGuid().ToString("n")[..6];
    private int _number;

    /// <summary>A name that no index of this run has had.</summary>
    public string NewIndex() => $"d{_run}-{Interlocked.Increment(ref _number)}";

    /// <summary>Sends the request to both. A server that does not answer gives a reply of status 0.</summary>
    public async Task<(WireReply Expected, WireReply Actual)> SendAsync(JudgedRequest request, string index, CancellationToken cancellationToken)
    {
        var wire = request.ToWire(index);
        var expected = _expected.SendAsync(wire, index, cancellationToken);
        var actual = _actual.SendAsync(wire, index, cancellationToken);
        return (await expected, await actual);
    }

    /// <summary>Deletes what an episode made.</summary>
    public async Task CleanAsync(string index, CancellationToken cancellationToken)
    {
        var delete = JudgedRequest.Json("DELETE", "/{index}?ignore_unavailable=true", null);
        await SendAsync(delete, index, cancellationToken);
        await SendAsync(delete with { Path = "/_index_template/{index}-t" }, index, cancellationToken);
    }

    public void Dispose()
    {
        _expected.Dispose();
        _actual.Dispose();
    }

    /// <summary>One server, with the scroll and the point in time that it opened last for an index: <c>{scroll}</c> and <c>{pit}</c> in a body.</summary>
    private sealed class Side(Uri address) : IDisposable
    {
        private readonly WireClient _client = new(address, TimeSpan.FromSeconds(30));
        private readonly ConcurrentDictionary<string, string> _scrolls = new();
        private readonly ConcurrentDictionary<string, string> _pointsInTime = new();

        public async Task<WireReply> SendAsync(WireRequest request, string index, CancellationToken cancellationToken)
        {
            try
            {
                var reply = await _client.SendAsync(Filled(request, index), cancellationToken);
                Remember(request, index, reply);
                return reply;
            }
            catch (HttpRequestException failure)
            {
                return new WireReply(0, $"connection: {failure.Message}", null, []);
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new WireReply(0, "no answer in 30 s", null, []);
            }
        }

        public void Dispose() => _client.Dispose();

        private WireRequest Filled(WireRequest request, string index)
        {
            if (request.Body is null || !request.Path.Contains("/_", StringComparison.Ordinal)) return request;
            var text = Encoding.UTF8.GetString(request.Body);
            if (!text.Contains("{scroll}", StringComparison.Ordinal) && !text.Contains("{pit}", StringComparison.Ordinal)) return request;
            var filled = text
                .Replace("{scroll}", _scrolls.GetValueOrDefault(index, "none"), StringComparison.Ordinal)
                .Replace("{pit}", _pointsInTime.GetValueOrDefault(index, "none"), StringComparison.Ordinal);
            return request with { Body = Encoding.UTF8.GetBytes(filled) };
        }

        private void Remember(WireRequest request, string index, WireReply reply)
        {
            if (reply.Json is not JsonObject body) return;
            if (body["_scroll_id"] is JsonValue scroll) _scrolls[index] = scroll.ToString();
            if (body["pit_id"] is JsonValue used) _pointsInTime[index] = used.ToString();
            if (request.Path.Contains("/_pit?", StringComparison.Ordinal) && body["id"] is JsonValue opened) _pointsInTime[index] = opened.ToString();
        }
    }
}
