using System.Buffers;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Exporter.Bench;

/// <summary>A cluster that takes every bulk request at once and keeps nothing. Its replies name each operation, as the exporter demands.</summary>
internal sealed class NullSink : IElasticsearchTransport
{
    private long _documents;

    /// <summary>Documents taken.</summary>
    public long Documents => Interlocked.Read(ref _documents);

    private static ReadOnlySpan<byte> IdStart => "{\"index\":{\"_id\":\""u8;

    public Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var body = request.Body!.Content.Span;
        var reply = new ArrayBufferWriter<byte>(body.Length / 16);
        reply.Write("{\"took\":1,\"errors\":false,\"items\":["u8);
        var documents = 0;
        for (; !body.IsEmpty; documents++)
        {
            var action = body[IdStart.Length..];
            reply.Write(documents == 0 ? "{\"index\":{\"_id\":\""u8 : ",{\"index\":{\"_id\":\""u8);
            reply.Write(action[..action.IndexOf((byte)'"')]);
            reply.Write("\",\"status\":201,\"result\":\"created\"}}"u8);
            body = body[(body.IndexOf((byte)'\n') + 1)..];
            body = body[(body.IndexOf((byte)'\n') + 1)..];
        }

        reply.Write("]}"u8);
        Interlocked.Add(ref _documents, documents);
        return Task.FromResult<ElasticResult<ElasticResponse>>(new ElasticResponse(200, reply.WrittenMemory));
    }
}
