using System.Text;
using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>Everything that a cluster can do wrong, at random: refused and lost requests, items not taken, replies that do not match, bodies too large.</summary>
internal static class ClusterStorm
{
    /// <summary>Lets it begin.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="random">Decides.</param>
    /// <param name="onRequest">Called for each request; what it gives fails the request.</param>
    public static void Begin(MemoryCluster cluster, Random random, Func<ElasticRequest, ElasticError?> onRequest)
    {
        var longestBody = random.Next(2) == 0 ? int.MaxValue : random.Next(3_000, 60_000);
        cluster.Before = request =>
        {
            if (onRequest(request) is { } failed)
            {
                return failed;
            }

            var isBulk = request.Path.EndsWith("/_bulk", StringComparison.Ordinal);
            return isBulk && request.Body!.Content.Length > longestBody && Operations(request) > 1
                ? new ElasticError(ElasticFailure.TooLarge, 413, null, "too large", request.Target)
                : random.Next(20) == 0 ? Passing(random, request) : null;
        };
        cluster.After = request => random.Next(20) == 0
            ? new ElasticError(random.Next(2) == 0 ? ElasticFailure.TimedOut : ElasticFailure.MalformedReply, null, null, "lost", request.Target)
            : null;
        cluster.Mangle = (request, reply) =>
            request.Path.EndsWith("/_bulk", StringComparison.Ordinal) && random.Next(15) == 0 ? Mangle(reply, random) : reply;
        cluster.Item = id => StormRows.IsPoison(id) ? 400 : random.Next(10) == 0 ? 429 : random.Next(40) == 0 ? 503 : null;
    }

    /// <summary>Lets it end; ids that the cluster never takes stay so.</summary>
    public static void End(MemoryCluster cluster)
    {
        cluster.Before = _ => null;
        cluster.After = _ => null;
        cluster.Mangle = (_, reply) => reply;
        cluster.Item = id => StormRows.IsPoison(id) ? 400 : null;
    }

    private static ElasticError Passing(Random random, ElasticRequest request) => random.Next(4) switch
    {
        0 => new ElasticError(ElasticFailure.TooManyRequests, 429, null, "busy", request.Target) { RetryAfter = TimeSpan.FromSeconds(random.Next(5)) },
        1 => new ElasticError(ElasticFailure.Unreachable, null, null, "connection reset", request.Target),
        2 => new ElasticError(ElasticFailure.TimedOut, null, null, "no answer", request.Target),
        _ => new ElasticError(ElasticFailure.ServerError, 503, null, "unavailable", request.Target),
    };

    /// <summary>A 200 that proves nothing.</summary>
    private static ElasticResponse Mangle(ElasticResponse reply, Random random)
    {
        var bytes = reply.Content;
        if (random.Next(4) == 0)
        {
            return new ElasticResponse(200, bytes[..random.Next(bytes.Length)]);
        }

        var body = (JsonObject)JsonNode.Parse(bytes.Span)!;
        var items = body["items"]!.AsArray();
        switch (random.Next(4))
        {
            case 0:
                body.Remove("items");
                break;
            case 1:
                items.Clear();
                break;
            case 2:
                items.RemoveAt(random.Next(items.Count));
                break;
            default:
                items[random.Next(items.Count)]!.AsObject().Single().Value!["_id"] = "blend_ffffffffffff";
                break;
        }

        return new ElasticResponse(200, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private static int Operations(ElasticRequest request) => request.Body!.Content.Span.Count((byte)'\n') / 2;
}
