using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Rest;

public sealed class RestFaultTests
{
    private static readonly BigQuerySource Source = MartReading.Source(BigQueryReadMode.Rest) with { JobId = "job" };

    [Fact]
    public async Task ReadAsync_FaultsThatPass_LosesAndRepeatsNothing()
    {
        await using var calm = await FakeBigQuery.StartAsync(1000);
        await using var expected = await calm.OpenAsync(Source);
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Fault("tables.get", FakeFaults.Gateway(502));
        fake.Fault("jobs.insert", FakeFaults.Gateway(503), FakeFaults.Gateway(503));
        fake.Fault("poll", FakeFaults.Error(500, "internalError", "oops"));
        fake.Fault("page", FakeFaults.Error(403, "rateLimitExceeded", "slow down"), FakeFaults.CutOff, FakeFaults.Truncated, FakeFaults.Gateway(429), FakeFaults.Error(503, "backendError", "busy"));
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(await expected.RowsAsync(), await mart.RowsAsync());
    }

    [Fact]
    public async Task ReadAsync_JobStillRunning_WaitsForIt()
    {
        await using var fake = await FakeBigQuery.StartAsync(10, polls: 7);
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(10, (await mart.RowsAsync()).Count);
        Assert.Equal(8, fake.Requests.Count(request => request.Operation == "poll"));
    }

    [Fact]
    public async Task ReadAsync_JobNeverDone_EndsAtItsTimeLimit()
    {
        await using var fake = await FakeBigQuery.StartAsync(10, polls: int.MaxValue);
        await using var mart = await fake.OpenAsync(Source with { Options = Source.Options with { JobTimeout = TimeSpan.FromMinutes(2) } });

        var exception = await Assert.ThrowsAsync<MartException>(() => mart.RowsAsync());

        Assert.Contains("is not done after 00:02:00", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--bq-job-timeout", exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_InsertWhoseAnswerIsLost_TakesTheDuplicateForItsOwn()
    {
        await using var fake = await FakeBigQuery.StartAsync(10);
        await using var first = await fake.OpenAsync(Source);
        await first.RowsAsync();
        await using var again = await fake.OpenAsync(Source);

        Assert.Equal(10, (await again.RowsAsync()).Count);
    }

    [Fact]
    public async Task ReadAsync_JobFailsInsideBigQuery_RunsAnotherUnderANewId()
    {
        await using var fake = await FakeBigQuery.StartAsync(10);
        fake.Fault("jobs.insert", FakeFaults.Body("""{"status":{"state":"DONE","errorResult":{"reason":"jobBackendError","message":"a worker died"}}}"""));
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(10, (await mart.RowsAsync()).Count);
        Assert.Equal(["job", "job_2"], fake.Requests.Where(request => request.Operation == "jobs.insert").Select(request => (string?)request.Body!["jobReference"]!["jobId"]));
    }

    [Fact]
    public async Task ReadAsync_PagesShorterThanAsked_ReadsThemAll()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.LongestPage = 37;
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(1000, (await mart.RowsAsync()).Count);
    }

    [Fact]
    public async Task ReadAsync_EmptyTable_GivesNoBatch()
    {
        await using var fake = await FakeBigQuery.StartAsync(0);
        await using var mart = await fake.OpenAsync(Source);

        Assert.Empty(await mart.RowsAsync());
        Assert.Equal(0, mart.TotalRows);
    }

    [Fact]
    public async Task ReadAsync_PageTokenRefused_GoesOnByRowNumber()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Fault("page", context => FakeFaults.Body(FakePages.Write("job", 0, 200, new FakeMart(1000), true).Replace("token-200", "stale", StringComparison.Ordinal))(context));
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(1000, (await mart.RowsAsync()).Count);
        Assert.Contains(fake.Requests, request => request.Query.GetValueOrDefault("startIndex") == "200");
    }

    [Theory]
    [InlineData("""{"jobComplete":true,"totalRows":"1000","rows":[]}""", "the last page ends at row 0 of 1000")]
    [InlineData("""{"jobComplete":true,"totalRows":"999","rows":[]}""", "the result had 1000 rows and now has 999")]
    public async Task ReadAsync_PagesThatDoNotAddUp_AreRefused(string page, string reason)
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Fault("page", FakeFaults.Body(page));
        await using var mart = await fake.OpenAsync(Source);

        var exception = await Assert.ThrowsAsync<MartException>(() => mart.RowsAsync());

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryResumeAsync_APointInTheResult_GoesOnWithoutGapAndWithoutASecondJob()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        await using var whole = await fake.OpenAsync(Source);
        var all = await whole.RowsAsync();
        var point = whole.ResumePointAt(650);

        await using var rest = await fake.OpenAsync(Source);

        Assert.Equal(new ResumePoint.InResult(650, "job", "EU", "token-600", 600), point);
        Assert.Null(await rest.TryResumeAsync(point!, TestContext.Current.CancellationToken));
        Assert.Equal(all[600..], await rest.RowsAsync(firstRow: 601));
        Assert.Single(fake.Requests, request => request.Operation == "jobs.insert");
    }

    [Fact]
    public async Task TryResumeAsync_ResultExpired_SaysSoAndReadsTheWhole()
    {
        await using var fake = await FakeBigQuery.StartAsync(10);
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal("the result of query job gone has expired",
            await mart.TryResumeAsync(new ResumePoint.InResult(5, "gone", "EU", "token-5", 5), TestContext.Current.CancellationToken));
        Assert.Equal(10, (await mart.RowsAsync()).Count);
    }

    [Fact]
    public async Task ReadAsync_ReplyOverTheLimit_NamesTheCure()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        await using var mart = await fake.OpenAsync(Source with { Options = Source.Options with { MaxReplyBytes = 50_000 } });

        var exception = await Assert.ThrowsAsync<MartException>(() => mart.RowsAsync());

        Assert.Contains("over 50000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--bq-page-rows", exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Ends()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        await using var mart = await fake.OpenAsync(Source);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in mart.ReadAsync(MartReading.Limits, stop.Token))
            {
                batch.Dispose();
                await stop.CancelAsync();
            }
        });
    }

    [Theory]
    [InlineData(404, "notFound", "--bq-dataset")]
    [InlineData(403, "accessDenied", "roles/bigquery.dataViewer")]
    [InlineData(403, "accessNotConfigured", "enable the BigQuery API")]
    [InlineData(403, "quotaExceeded", "wait at least ten minutes")]
    [InlineData(401, "authError", "gcloud auth application-default login")]
    public async Task OpenAsync_Refused_SaysWhatToDo(int status, string reason, string cure)
    {
        await using var fake = await FakeBigQuery.StartAsync(1);
        var fault = FakeFaults.Error(status, reason, "no");
        fake.Fault("tables.get", fault, fault);

        var exception = await Assert.ThrowsAsync<MartException>(() => fake.OpenAsync(Source));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(cure, exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_NobodyThere_SaysSoSoon()
    {
        var time = new HastyTime();
        var fake = await FakeBigQuery.StartAsync(1);
        await fake.DisposeAsync();

        var exception = await Assert.ThrowsAsync<MartException>(() => fake.OpenAsync(Source, time));

        Assert.Contains(BigQueryEndpoints.EmulatorHostVariable, exception.Cure, StringComparison.Ordinal);
        Assert.InRange(time.Waits.Sum(wait => wait.TotalSeconds), 0, 5);
    }

    [Fact]
    public async Task ReadAsync_Job_CarriesLimitsAndLabels()
    {
        await using var fake = await FakeBigQuery.StartAsync(1);
        await using var mart = await fake.OpenAsync(Source);
        await mart.RowsAsync();

        var job = fake.Requests.Single(request => request.Operation == "jobs.insert").Body!;
        var query = job["configuration"]!["query"]!;

        Assert.False((bool)query["useLegacySql"]!);
        Assert.Equal("10737418240", (string?)query["maximumBytesBilled"]);
        Assert.Equal("NAMED", (string?)query["parameterMode"]);
        Assert.Equal("motionblend-exporter", (string?)job["configuration"]!["labels"]!["app"]);
        Assert.Equal("EU", (string?)job["jobReference"]!["location"]);
        Assert.All(fake.Requests.Where(request => request.Operation is "poll" or "page"), request =>
        {
            Assert.Equal("EU", request.Query["location"]);
            Assert.Equal("true", request.Query["formatOptions.useInt64Timestamp"]);
        });
    }
}
