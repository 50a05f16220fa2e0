using System.Text;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.TestKit.Elasticsearch;

/// <summary>A transport that answers by a function, without a server: for tests of what is built on a transport.</summary>
/// <param name="answer">Gives the reply to a request.</param>
public sealed class ScriptedTransport(Func<ElasticRequest, ElasticResult<ElasticResponse>> answer) : IElasticsearchTransport
{
    private readonly List<ElasticRequest> _requests = [];

    /// <summary>Every request, in order.</summary>
    public IReadOnlyList<ElasticRequest> Requests => _requests;

    /// <summary>A transport that gives the same JSON to every request.</summary>
    public static ScriptedTransport Always(string json) => new(_ => Reply(json));

    /// <summary>A transport that fails every request.</summary>
    public static ScriptedTransport Always(ElasticError error) => new(_ => error);

    /// <summary>A reply of status 200.</summary>
    public static ElasticResult<ElasticResponse> Reply(string json) => new ElasticResponse(200, Encoding.UTF8.GetBytes(json));

    /// <inheritdoc/>
    public Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _requests.Add(request);
        return Task.FromResult(answer(request));
    }
}
