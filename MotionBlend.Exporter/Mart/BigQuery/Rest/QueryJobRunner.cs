using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>Runs query jobs under ids of our own, so that an insert whose answer was lost can be sent again.</summary>
internal sealed class QueryJobRunner(BigQueryRestClient client, BigQueryTable table, BigQueryOptions options, string? location, TimeProvider time, ILogger logger)
{
    private const int MostJobs = 3;

    // The service itself holds a poll until the job is done, for at most this long.
    private const long PollMilliseconds = 10_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>What the query would cost; nothing is run and nothing billed.</summary>
    /// <exception cref="MartException">BigQuery refuses the query.</exception>
    public async Task<QueryEstimate> EstimateAsync(MartQuery query, CancellationToken cancellationToken)
    {
        var request = Insert(JobBody.Write(table, query, options, null, location, isDryRun: true));
        var result = await client.SendAsync(request, ReadInserted, cancellationToken);
        if ((result.Error ?? result.Value?.Error) is { } error)
        {
            throw BigQueryErrorText.Exception(table, error, "estimating the cost");
        }

        var bytes = result.Value?.BytesProcessed ?? 0;
        return new QueryEstimate(bytes, Math.Round(bytes / (decimal)(1L << 40) * options.DollarsPerTebibyte, 6));
    }

    /// <summary>Runs a query to its end. A job that fails by BigQuery's own fault is followed by another under a new id.</summary>
    /// <param name="query">What to run.</param>
    /// <param name="jobId">Id of the first job: letters, digits, <c>_</c> and <c>-</c>, unique in the project.</param>
    /// <param name="cancellationToken">Ends the wait; the job itself runs on, so that a later run can take it up.</param>
    /// <exception cref="MartException">The query cannot be run.</exception>
    public async Task<QueryJob> RunAsync(MartQuery query, string jobId, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var id = number == 1 ? jobId : $"{jobId}_{number}";
            var result = await RunOnceAsync(query, id, cancellationToken);
            if (result.IsSuccess)
            {
                Log.BigQueryJobDone(logger, id, result.Value.Location ?? "the default location", result.Value.TotalRows);
                return result.Value;
            }

            if (result.Error.Failure != BigQueryFailure.JobFailed || number == MostJobs)
            {
                throw BigQueryErrorText.Exception(table, result.Error, "running the query");
            }

            Log.BigQueryJobFailed(logger, id, result.Error.Reason ?? result.Error.Message);
        }
    }

    /// <summary>Waits until a job is done that was inserted before.</summary>
    /// <returns>The job, or why there is none: <see cref="BigQueryFailure.NotFound"/> once its result has expired.</returns>
    public async Task<RestResult<QueryJob>> WaitAsync(string jobId, string? jobLocation, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            var polled = time.GetTimestamp();
            var request = Results(table, jobId, jobLocation).With("maxResults", 0).With("timeoutMs", PollMilliseconds);
            var result = await client.SendAsync(request, reply => ReadPoll(reply, jobId, jobLocation), cancellationToken);
            if (!result.IsSuccess)
            {
                return new RestResult<QueryJob>(null, result.Error);
            }

            if (result.Value.Job is { } job)
            {
                return new RestResult<QueryJob>(job, null);
            }

            if (time.GetElapsedTime(started) > options.JobTimeout)
            {
                return new RestResult<QueryJob>(null, new BigQueryError(BigQueryFailure.Stopped, null, null, $"job {jobId} is not done after {options.JobTimeout}"));
            }

            if (time.GetElapsedTime(polled) < pause)
            {
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <summary>A request for a job's result; timestamps come as whole microseconds.</summary>
    public static RestRequest Results(BigQueryTable table, string jobId, string? location) =>
        new RestRequest("jobs.getQueryResults", HttpMethod.Get, "projects", table.Project, "queries", jobId)
            .With("location", location)
            .With("formatOptions.useInt64Timestamp", "true");

    private async Task<RestResult<QueryJob>> RunOnceAsync(MartQuery query, string id, CancellationToken cancellationToken)
    {
        var result = await client.SendAsync(Insert(JobBody.Write(table, query, options, id, location, isDryRun: false)), ReadInserted, cancellationToken);

        // The id is ours alone: a duplicate is the job of an insert whose answer was lost, or of a run before this one.
        var isOurs = result.Error?.Failure == BigQueryFailure.Duplicate;
        if (!isOurs && (result.Error ?? result.Value?.Error) is { } error)
        {
            return new RestResult<QueryJob>(null, error);
        }

        return await WaitAsync(id, result.Value?.Location ?? location, cancellationToken);
    }

    private RestRequest Insert(ReadOnlyMemory<byte> body) =>
        new("jobs.insert", HttpMethod.Post, "projects", table.Project, "jobs") { Body = body };

    private static Inserted ReadInserted(RestReply reply)
    {
        using (reply)
        {
            var reader = new Utf8JsonReader(reply.Bytes);
            var job = JsonElement.ParseValue(ref reader);
            var reference = job.TryGetProperty("jobReference", out var found) ? found : default;
            var statistics = job.TryGetProperty("statistics", out var all) && all.ValueKind == JsonValueKind.Object ? all : default;
            var query = statistics.ValueKind == JsonValueKind.Object && statistics.TryGetProperty("query", out var own) ? own : default;
            return new Inserted(
                TableInfo.Text(reference, "location"),
                TableInfo.Int64(query, "totalBytesProcessed") ?? TableInfo.Int64(statistics, "totalBytesProcessed"),
                RestErrorReader.FromJob(job));
        }
    }

    private static Poll ReadPoll(RestReply reply, string jobId, string? jobLocation)
    {
        using (reply)
        {
            var reader = new Utf8JsonReader(reply.Bytes);
            var result = JsonElement.ParseValue(ref reader);
            if (!result.TryGetProperty("jobComplete", out var complete) || complete.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw new JsonException("jobComplete is missing");
            }

            if (!complete.GetBoolean())
            {
                return new Poll(null);
            }

            var rows = TableInfo.Int64(result, "totalRows") ?? throw new JsonException("totalRows is missing");
            var reference = result.TryGetProperty("jobReference", out var found) ? found : default;
            return new Poll(new QueryJob(jobId, TableInfo.Text(reference, "location") ?? jobLocation, rows, TableInfo.ReadColumns(result)));
        }
    }

    private sealed record Inserted(string? Location, long? BytesProcessed, BigQueryError? Error);

    private sealed record Poll(QueryJob? Job);
}
