using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MotionBlend.Exporter.Mart.BigQuery.Auth;
using MotionBlend.Exporter.Mart.BigQuery.StorageRead.Protocol;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>The calls of Storage Read, authorised and routed. Who calls decides on retries.</summary>
internal sealed class StorageReadClient : IDisposable
{
    // Google routes a call by the resource it is about, which a proxy in front of the service cannot see in the body.
    private const string RoutingHeader = "x-goog-request-params";

    private static readonly Marshaller<ReadRowsRequest> Requests = Marshallers.Create(request => request.ToByteArray(), ReadRowsRequest.Parser.ParseFrom);

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _calls;
    private readonly BigQueryRead.BigQueryReadClient _client;
    private readonly IAccessTokens _tokens;

    /// <summary>Opens a channel; nothing is sent yet.</summary>
    /// <param name="address">Address of the service; plain HTTP/2 for an emulator.</param>
    /// <param name="tokens">Credentials.</param>
    /// <param name="maxMessageBytes">Largest message that is read.</param>
    public StorageReadClient(Uri address, IAccessTokens tokens, int maxMessageBytes)
    {
        _tokens = tokens;
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(60),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            AutomaticDecompression = DecompressionMethods.None,

            // A window of 64 KB would wait for a round trip every few milliseconds. It stays so large: the project file keeps it from growing to 16 MB.
            InitialHttp2StreamWindowSize = 2 * 1024 * 1024,
        };
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = maxMessageBytes,

            // gRPC's own retries know nothing of offsets.
            MaxRetryAttempts = 1,
        });
        _calls = _channel.CreateCallInvoker();
        _client = new BigQueryRead.BigQueryReadClient(_calls);
    }

    /// <summary>Creates a read session.</summary>
    /// <exception cref="RpcException">It was refused or failed.</exception>
    public async Task<ReadSession> CreateSessionAsync(CreateReadSessionRequest request, CancellationToken cancellationToken)
    {
        var metadata = await MetadataAsync("read_session.table", request.ReadSession.Table, cancellationToken);
        using var call = _client.CreateReadSessionAsync(request, new CallOptions(metadata, cancellationToken: cancellationToken));
        return await call.ResponseAsync;
    }

    /// <summary>Begins to read a stream at a row.</summary>
    public async Task<AsyncServerStreamingCall<RowsMessage>> ReadRowsAsync(ArrowRows rows, string stream, long offset, CancellationToken cancellationToken)
    {
        var metadata = await MetadataAsync("read_stream", stream, cancellationToken);
        var method = new Method<ReadRowsRequest, RowsMessage>(MethodType.ServerStreaming, BigQueryRead.Descriptor.FullName, nameof(_client.ReadRows), Requests,
            new Marshaller<RowsMessage>((_, _) => throw new NotSupportedException(), context => rows.Message(context.PayloadAsReadOnlySequence())));
        return _calls.AsyncServerStreamingCall(
            method, null, new CallOptions(metadata, cancellationToken: cancellationToken), new ReadRowsRequest { ReadStream = stream, Offset = offset });
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private async ValueTask<Metadata> MetadataAsync(string routedBy, string resource, CancellationToken cancellationToken)
    {
        var metadata = new Metadata { { RoutingHeader, $"{routedBy}={Uri.EscapeDataString(resource)}" } };
        foreach (var (name, value) in await _tokens.HeadersAsync(cancellationToken))
        {
            metadata.Add(name, value);
        }

        return metadata;
    }
}
