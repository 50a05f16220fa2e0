using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests;

/// <summary>What a collector is told of a run. Others run at the same time: what belongs to a test is what its own trace holds.</summary>
public sealed class ExporterTelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measurements = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters;
    private readonly Activity _test = new("test");

    public ExporterTelemetryTests()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ExporterTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _test.TraceId)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_activities);
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ExporterTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.Start();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_EveryPageAndEveryBulkRequest_IsASpan()
    {
        _test.Start();
        await using var bench = new ExportBench();
        var losses = 1;
        bench.Cluster.After = request => request.Path.EndsWith("_bulk", StringComparison.Ordinal) && losses-- > 0
            ? new ElasticError(ElasticFailure.TimedOut, null, null, "lost", request.Target) : null;
        var requests = 0;
        bench.Cluster.OnBulk = _ => Interlocked.Increment(ref requests);

        await bench.RunAsync(MartRows.Rows(95), Cancelled);

        var pages = _spans.Where(span => span.OperationName == "export.page").OrderBy(span => (long)span.GetTagItem("motionblend.first_row")!).ToArray();
        Assert.Equal(95, pages.Sum(page => (int)page.GetTagItem("motionblend.rows")!));
        Assert.Equal(1L, pages[0].GetTagItem("motionblend.first_row"));
        Assert.All(pages, page => Assert.True((int)page.GetTagItem("motionblend.bytes")! > 0));
        var bulks = _spans.Where(span => span.OperationName == "export.bulk").ToArray();
        Assert.Equal(requests, bulks.Length);
        Assert.Equal(pages.Length + 1, bulks.Length);
        Assert.Single(bulks, bulk => bulk.Status == ActivityStatusCode.Error);
        Assert.Equal(95, bulks.Where(bulk => bulk.Status == ActivityStatusCode.Ok).Sum(bulk => (int)bulk.GetTagItem("motionblend.operations")!));
    }

    [Fact]
    public async Task Export_TheMetrics_AreTheLedgerAndTheTraffic()
    {
        _test.Start();
        await using var bench = new ExportBench();
        var busy = 2;
        bench.Cluster.Item = id => id == BlendBuilder.Blend(9).BlendId ? 400 : id == BlendBuilder.Blend(3).BlendId && busy-- > 0 ? 429 : null;

        await bench.RunAsync([.. MartRows.Rows(40), "no json", MartRows.Row(7)], Cancelled);

        Assert.Equal(42, Sum("rows.read"));
        Assert.Equal((1, 1), (Sum("rows.rejected", "stage=gate"), Sum("rows.rejected", "stage=cluster")));
        Assert.Equal((39, 1), (Sum("rows.settled", "outcome=created"), Sum("rows.settled", "outcome=updated")));
        Assert.Equal(2, Sum("bulk.retries"));
        Assert.Equal(_spans.Count(span => span.OperationName == "export.bulk"), Of("bulk.duration").Count());
        Assert.True(Sum("bulk.bytes") > 40 * 500);
        Assert.Equal(0, Sum("bulk.in_flight"));
        Assert.Contains(Of("bulk.in_flight"), one => one.Value == 1);
        Assert.All(Of("bulk.limit"), limit => Assert.InRange(limit.Value, 1, bench.Options.InFlight));
        Assert.NotEmpty(Of("bulk.limit"));
        var newest = BlendBuilder.Blend(40).UpdatedAt;
        Assert.InRange(Of("freshness.lag").Last().Value, 0, (bench.Cluster.Time.GetUtcNow() - newest).TotalSeconds);
    }

    [Theory]
    [InlineData(BigQueryReadMode.Rest)]
    [InlineData(BigQueryReadMode.Storage)]
    public async Task Read_OfBigQuery_TellsRowsRetriesAndEachRequest(object mode)
    {
        _test.Start();
        await using var fake = await FakeBigQuery.StartAsync(500);
        if ((BigQueryReadMode)mode == BigQueryReadMode.Rest)
        {
            fake.Fault("page", FakeFaults.Gateway(502));
        }
        else
        {
            fake.Storage.Break(0, 50, Grpc.Core.StatusCode.Unavailable);
        }

        await using (var mart = await fake.OpenAsync(MartReading.Source((BigQueryReadMode)mode)))
        {
            await mart.RowsAsync();
        }

        var kind = (BigQueryReadMode)mode == BigQueryReadMode.Rest ? "rest" : "storage";
        Assert.Equal(500, Sum("bigquery.rows", $"interface={kind}"));
        Assert.Equal(1, Sum("bigquery.retries", $"interface={kind}"));
        Assert.True(Sum("bigquery.bytes", $"interface={kind}") > 500 * 100);
        Assert.Equal((BigQueryReadMode)mode == BigQueryReadMode.Rest ? 3 : 0, _spans.Count(span => span.OperationName == "bigquery page"));
        Assert.Equal((BigQueryReadMode)mode == BigQueryReadMode.Rest ? 0 : 4, _spans.Count(span => span.OperationName == "bigquery stream"));
        Assert.Contains(_spans, span => span.OperationName == "bigquery tables.get");
        Assert.Contains(Of("bigquery.request.duration"), one => one.Tags.Contains("operation=", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _test.Dispose();
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Measurements are noted on the thread that makes them, so that they belong to its trace.
        if (Activity.Current?.TraceId == _test.TraceId)
        {
            _measurements.Enqueue((instrument.Name, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        }
    }

    private IEnumerable<(string Name, double Value, string Tags)> Of(string name, string tag = "") => _measurements
        .Where(one => one.Name == "motionblend.exporter." + name && one.Tags.Contains(tag, StringComparison.Ordinal));

    private double Sum(string name, string tag = "") => Of(name, tag).Sum(one => one.Value);
}
