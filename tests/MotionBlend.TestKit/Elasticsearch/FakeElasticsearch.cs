using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace MotionBlend.TestKit.Elasticsearch;

/// <summary>
/// A server on a free port of this machine that answers by a script, for failures that a real Elasticsearch cannot be made to show.
/// It knows nothing: what no rule answers gets the 400 that Elasticsearch gives to an unknown path.
/// </summary>
public sealed class FakeElasticsearch : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly List<Rule> _rules = [];
    private readonly Lock _gate = new();

    private FakeElasticsearch(WebApplication app) => _app = app;

    /// <summary>Address, ending in a slash.</summary>
    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>Everything that was asked, in order of arrival.</summary>
    public IReadOnlyCollection<FakeRequest> Requests => _requests;

    /// <summary>Starts one.</summary>
    public static async Task<FakeElasticsearch> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeElasticsearch(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>
    /// Answers requests whose method and path are <paramref name="target"/>, e.g. <c>POST /_bulk</c>; a <c>*</c> at its end stands for
    /// any rest. The replies are given in turn, the last one ever after. A later rule wins over an earlier one.
    /// </summary>
    public FakeElasticsearch On(string target, params FakeReply[] replies)
    {
        lock (_gate)
        {
            _rules.Insert(0, new Rule(target, replies));
        }

        return this;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new FakeRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0],
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Enqueue(request);
        var reply = Next(request);
        while (reply is FakeDecision decision)
        {
            reply = decision.Decide(request);
        }

        await SendAsync(context, reply);
    }

    private FakeReply Next(FakeRequest request)
    {
        lock (_gate)
        {
            return _rules.Find(rule => rule.Matches(request.Target))?.Next() ?? new FakeBody(400,
                $$"""{"error":"no handler found for uri [{{request.Path}}] and method [{{request.Method}}]"}""");
        }
    }

    private static async Task SendAsync(HttpContext context, FakeReply reply)
    {
        switch (reply)
        {
            case FakeBody body:
                context.Response.StatusCode = body.Status;
                context.Response.ContentType = body.ContentType;
                if (body.HasProductHeader)
                {
                    context.Response.Headers["X-elastic-product"] = "Elasticsearch";
                }

                foreach (var (name, value) in body.Headers)
                {
                    context.Response.Headers[name] = value;
                }

                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    await context.Response.WriteAsync(body.Body, context.RequestAborted);
                }

                break;
            case FakeBreak { Head: { } head }:
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = head.Length + 1;
                context.Response.Headers["X-elastic-product"] = "Elasticsearch";
                await context.Response.WriteAsync(head, context.RequestAborted);
                context.Abort();
                break;
            case FakeBreak:
                context.Abort();
                break;
            default:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }
    }

    private sealed class Rule(string target, FakeReply[] replies)
    {
        private int _given;

        public bool Matches(string request) =>
            target.EndsWith('*') ? request.StartsWith(target[..^1], StringComparison.Ordinal) : request == target;

        public FakeReply Next() => replies[Math.Min(_given++, replies.Length - 1)];
    }
}
