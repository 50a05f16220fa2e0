using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using MotionBlend.SearchNode.Api;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Http;

/// <summary>
/// The way of every request: product header, routing, media types, parameters, body, endpoint, reply. Failures become
/// Elasticsearch's error bodies here and nowhere else.
/// </summary>
internal sealed class RequestPipeline(Router router, RunningTasks tasks, SearchNodeOptions options, ILogger<RequestPipeline> log)
{
    private static readonly string[] Flags = ["pretty", "human", "error_trace"];

    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers["X-elastic-product"] = "Elasticsearch";
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = QueryParameters.Parse(question < 0 ? "" : target[question..]);
        var reply = await AnswerAsync(http, target, path, query);
        if (http.RequestAborted.IsCancellationRequested)
            return;
        try
        {
            await ReplyWriter.WriteAsync(http, reply, query);
        }
        catch (Exception e) when (e is not OperationCanceledException && !http.Response.HasStarted)
        {
            // A reply is rendered before its first byte is sent, so a fault in it can still be told.
            log.RequestFailed(http.Request.Method, path, e);
            await ReplyWriter.WriteAsync(http, Refuse(new Failure(FailureKind.InternalError, e.Message), query, e), query);
        }
    }

    private async Task<Reply> AnswerAsync(HttpContext http, string target, string path, QueryParameters query)
    {
        var method = http.Request.Method;
        try
        {
            foreach (var flag in Flags)
                query.Bool(flag);
            var match = router.Match(method, path);
            if (match.MissingFeature is { } feature)
                return Refuse(Failure.Unsupported($"[{feature}]"), query);
            if (match.Endpoint is not { } endpoint)
                return NotRouted(match, method, target);
            Activity.Current?.SetTag("db.operation.name", endpoint.GetType().Name);

            var body = await RequestBody.ReadAsync(http.Request, query, options.MaxContentLength, http.RequestAborted);
            if (Unreadable(http.Request, endpoint.Route, !body.IsEmpty && !query.Has("source"), query) is { } refusal)
                return refusal;

            var request = new ElasticRequest
            {
                Method = method,
                Path = path,
                PathValues = match.PathValues,
                Query = query,
                Accept = http.Request.Headers.Accept.ToString() is { Length: > 0 } accept ? accept : null,
                Body = body,
            };
            ParameterCheck.Require(request, endpoint.Route);
            RequireBody(request, endpoint.Route);
            using var task = tasks.Start(endpoint.Route, request, http.Request.Headers["X-Opaque-Id"].ToString(), http.RequestAborted);
            return await endpoint.HandleAsync(request, task.CancellationToken);
        }
        catch (FailureException e)
        {
            return Refuse(e.Failure, query, e);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Reply.Empty(StatusCodes.Status499ClientClosedRequest);
        }
        catch (OperationCanceledException e)
        {
            return Refuse(new Failure(FailureKind.TaskCancelled, "task cancelled [by user request]"), query, e);
        }
        catch (StorageException e)
        {
            log.StorageFailed(method, path, e);
            return Refuse(e.Failure, query, e);
        }
        catch (Exception e)
        {
            // The boundary: whatever is not expected is logged whole and answered as Elasticsearch answers its own faults.
            log.RequestFailed(method, path, e);
            return Refuse(new Failure(FailureKind.InternalError, e.Message), query, e);
        }
    }

    private Reply? Unreadable(HttpRequest request, EndpointRoute route, bool hasBody, QueryParameters query)
    {
        var contentType = request.Headers.ContentType.ToString() is { Length: > 0 } type ? type : null;
        if (hasBody && !MediaTypes.CanRead(contentType, route.TakesLines))
        {
            return Reply.Error(
                writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("error", $"Content-Type header [{contentType}] is not supported");
                    writer.WriteNumber("status", StatusCodes.Status406NotAcceptable);
                    writer.WriteEndObject();
                },
                StatusCodes.Status406NotAcceptable);
        }

        var accept = request.Headers.Accept.ToString() is { Length: > 0 } accepted ? accepted : null;
        return MediaTypes.CheckVersions(accept, contentType, hasBody, options.CompatibleVersions) is { } failure ? Refuse(failure, query) : null;
    }

    private static void RequireBody(ElasticRequest request, EndpointRoute route)
    {
        switch (route.Body)
        {
            case BodyRule.None when request.HasBody:
                throw Failure.IllegalArgument($"request [{request.Method} {request.Path}] does not support having a body").Raise();
            case BodyRule.Required when !request.HasBody:
                throw new Failure(FailureKind.Parse, "request body is required").Raise();
        }
    }

    private static Reply NotRouted(RouteMatch match, string method, string target)
    {
        if (match.AllowedMethods is not { } allowed)
        {
            return Reply.Error(
                writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("error", $"no handler found for uri [{target}] and method [{method}]");
                    writer.WriteEndObject();
                },
                StatusCodes.Status400BadRequest);
        }

        var list = string.Join(',', allowed);
        if (method == "OPTIONS")
            return Reply.Plain("") with { Allow = list };
        return Reply.Error(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString(
                    "error",
                    $"Incorrect HTTP method for uri [{target}] and method [{method}], allowed: [{string.Join(", ", allowed)}]");
                writer.WriteNumber("status", StatusCodes.Status405MethodNotAllowed);
                writer.WriteEndObject();
            },
            StatusCodes.Status405MethodNotAllowed) with
        { Allow = list };
    }

    private static Reply Refuse(Failure failure, QueryParameters query, Exception? cause = null)
    {
        var trace = cause is not null && query.Text("error_trace") is "" or "true"
            ? cause!.ToString()
            : null;
        return Reply.Error(writer => ElasticErrors.Write(writer, failure, trace), ElasticErrors.StatusOf(failure));
    }
}
