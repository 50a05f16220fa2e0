using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>
/// BigQuery's two interfaces in process, with faults by script. It does what BigQuery documents and the emulator does not: jobs that
/// are still running, a job id taken, pages shorter than asked for, page tokens refused, and everything that can break a reply.
/// </summary>
internal sealed class FakeBigQuery : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _faults = new();
    private readonly ConcurrentDictionary<string, int> _pollsLeft = new();
    private readonly ConcurrentDictionary<string, FakeMart> _results = new();

    private FakeBigQuery(WebApplication app, FakeMart mart, FakeStorageRead storage) => (_app, Mart, Storage) = (app, mart, storage);

    /// <summary>The rows.</summary>
    public FakeMart Mart { get; }

    /// <summary>Storage Read's side.</summary>
    public FakeStorageRead Storage { get; }

    /// <summary>Where both interfaces answer.</summary>
    public BigQueryEndpoints Endpoints { get; private set; } = BigQueryEndpoints.Google;

    /// <summary>Polls that say that the job is still running.</summary>
    public int Polls { get; init; }

    /// <summary>Most rows of a page, whatever is asked for.</summary>
    public int LongestPage { get; set; } = int.MaxValue;

    /// <summary>Type of the table.</summary>
    public string TableType { get; set; } = "TABLE";

    /// <summary>Bytes that a dry run announces.</summary>
    public long BytesProcessed { get; set; } = 1 << 30;

    /// <summary>Rows that the table claims to have; null for the truth.</summary>
    public long? ClaimedRows { get; set; }

    /// <summary>All requests to REST so far.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>Starts a double on free ports.</summary>
    public static Task<FakeBigQuery> StartAsync(int rows, int polls = 0) => StartAsync(new FakeMart(rows), polls);

    /// <summary>Starts a double of a mart on free ports.</summary>
    public static async Task<FakeBigQuery> StartAsync(FakeMart mart, int polls = 0)
    {
        var storage = new FakeStorageRead(mart);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc(options => options.MaxSendMessageSize = null);
        builder.Services.AddSingleton(storage);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var fake = new FakeBigQuery(app, mart, storage) { Polls = polls };
        app.MapGrpcService<FakeStorageRead>();
        app.Map("/bigquery/v2/projects/{project}/{**rest}", fake.AnswerAsync);
        await app.StartAsync();
        var urls = app.Urls.ToArray();
        fake.Endpoints = new BigQueryEndpoints(new Uri(urls[0] + "/"), new Uri(urls[1]), IsEmulator: true);
        return fake;
    }

    /// <summary>Answers the next requests of an operation with a fault, one each.</summary>
    public void Fault(string operation, params Func<HttpContext, Task>[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.GetOrAdd(operation, _ => new()).Enqueue(fault);
        }
    }

    /// <summary>Lets the results of all jobs expire.</summary>
    public void Expire() => _pollsLeft.Clear();

    /// <summary>Forgets the faults that were not met.</summary>
    public void Calm()
    {
        _faults.Clear();
        Storage.Calm();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var rest = ((string)context.Request.RouteValues["rest"]!).Split('/');
        var operation = (context.Request.Method, rest[0]) switch
        {
            ("POST", "jobs") => "jobs.insert",
            ("GET", "queries") when context.Request.Query["maxResults"] == "0" => "poll",
            ("GET", "queries") => "page",
            ("GET", "datasets") => "tables.get",
            _ => "unknown",
        };
        var body = context.Request.ContentLength > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        _requests.Enqueue(new FakeRequest(operation, context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), body, context.Request.Headers.Authorization));
        if (_faults.TryGetValue(operation, out var faults) && faults.TryDequeue(out var fault))
        {
            await fault(context);
            return;
        }

        await (operation switch
        {
            "jobs.insert" => InsertAsync(context, body!),
            "poll" => PollAsync(context, rest[1]),
            "page" => PageAsync(context, rest[1]),
            "tables.get" => TableAsync(context),
            _ => FakeFaults.Error(404, "notFound", "Not found: " + context.Request.Path)(context),
        });
    }

    private Task TableAsync(HttpContext context) => context.Response.WriteAsync(new JsonObject
    {
        ["type"] = TableType,
        ["location"] = "EU",
        ["numRows"] = (ClaimedRows ?? Mart.Rows).ToString(CultureInfo.InvariantCulture),
        ["schema"] = Schema(),
    }.ToJsonString());

    private Task InsertAsync(HttpContext context, JsonNode body)
    {
        var job = (string?)body["jobReference"]!["jobId"];
        var isDryRun = (bool?)body["configuration"]!["dryRun"] ?? false;
        if (!isDryRun && !_pollsLeft.TryAdd(job!, Polls))
        {
            return FakeFaults.Error(409, "duplicate", "Already Exists: Job " + job)(context);
        }

        if (!isDryRun)
        {
            _results[job!] = ShardOf(body) is { } shard ? Mart.Part(shard) : Mart;
        }

        return context.Response.WriteAsync(new JsonObject
        {
            ["jobReference"] = new JsonObject { ["jobId"] = job, ["location"] = "EU" },
            ["status"] = new JsonObject { ["state"] = isDryRun ? "DONE" : "RUNNING" },
            ["statistics"] = new JsonObject { ["query"] = new JsonObject { ["totalBytesProcessed"] = BytesProcessed.ToString(CultureInfo.InvariantCulture) } },
        }.ToJsonString());
    }

    private Task PollAsync(HttpContext context, string job)
    {
        if (!_pollsLeft.TryGetValue(job, out var left))
        {
            return FakeFaults.Error(404, "notFound", "Not found: Job " + job)(context);
        }

        _pollsLeft[job] = Math.Max(0, left - 1);
        var reply = new JsonObject { ["jobReference"] = new JsonObject { ["jobId"] = job, ["location"] = "EU" }, ["jobComplete"] = left == 0 };
        if (left == 0)
        {
            reply["schema"] = Schema();
            reply["totalRows"] = _results[job].Rows.ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsync(reply.ToJsonString());
    }

    private Task PageAsync(HttpContext context, string job)
    {
        if (!_pollsLeft.ContainsKey(job))
        {
            return FakeFaults.Error(404, "notFound", "Not found: Job " + job)(context);
        }

        var mart = _results[job];
        var query = context.Request.Query;
        var token = (string?)query["pageToken"];
        var start = token is null ? int.Parse(query["startIndex"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture) : FakePages.StartOf(token);
        if (start is null)
        {
            return FakeFaults.Error(400, "invalid", "Invalid page token")(context);
        }

        var asked = int.Parse(query["maxResults"]!, CultureInfo.InvariantCulture);
        var end = (int)Math.Min(mart.Rows, start.Value + (long)Math.Min(asked, LongestPage));
        var isInt64 = query["formatOptions.useInt64Timestamp"] == "true";
        return context.Response.WriteAsync(FakePages.Write(job, start.Value, end, mart, isInt64));
    }

    /// <summary>The shard that a query's parameters choose; null for none.</summary>
    private static MartShard? ShardOf(JsonNode body)
    {
        var parameters = body["configuration"]!["query"]!["queryParameters"]!.AsArray().ToDictionary(
            parameter => (string)parameter!["name"]!, parameter => (string)parameter!["parameterValue"]!["value"]!, StringComparer.Ordinal);
        return parameters.TryGetValue("shard_index", out var index)
            ? new MartShard(int.Parse(index, CultureInfo.InvariantCulture), int.Parse(parameters["shard_count"], CultureInfo.InvariantCulture))
            : null;
    }

    private static JsonObject Schema() => new()
    {
        ["fields"] = new JsonArray([.. MartColumn.All.Select(column => (JsonNode)new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = FakeMart.TypeOf(column),
            ["mode"] = "NULLABLE",
        })]),
    };
}
