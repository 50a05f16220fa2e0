using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>
/// Reads a job's result page by page and fetches the next pages meanwhile. Remembers where the pages began, so that a later run
/// can go on at the page of the first row that was not yet done with.
/// </summary>
internal sealed class ResultPages(
    BigQueryRestClient client, BigQueryTable table, BigQueryOptions options, QueryJob job, ILogger logger)
{
    private const int MostEmptyPages = 100;

    private readonly Queue<PagePlace> _starts = new();
    private readonly Lock _lock = new();

    /// <summary>Where to take the read up once the first rows of the result are done with.</summary>
    /// <param name="rowsDone">Rows from the result's start without a gap.</param>
    public ResumePoint.InResult ResumePointAt(long rowsDone)
    {
        lock (_lock)
        {
            while (_starts.Count > 1 && _starts.ElementAt(1).RowsBefore <= rowsDone)
            {
                _starts.Dequeue();
            }

            var start = _starts.TryPeek(out var known) ? known : PagePlace.First;
            return new ResumePoint.InResult(rowsDone, job.Id, job.Location, start.PageToken, start.RowsBefore);
        }
    }

    /// <summary>Reads the pages. The caller disposes each.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="MartException">A page cannot be had, or the pages do not add up to the result's rows.</exception>
    public async IAsyncEnumerable<ResultPage> ReadAsync(PagePlace from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<ResultPage>(new BoundedChannelOptions(Math.Max(1, options.PrefetchedPages)) { SingleReader = true, SingleWriter = true });
        var fetching = FetchAsync(from, channel.Writer, stop.Token);
        try
        {
            await foreach (var page in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return page;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await fetching;
            while (channel.Reader.TryRead(out var page))
            {
                page.Dispose();
            }
        }
    }

    /// <summary>Fetches all pages in turn; a fault reaches the reader through the channel.</summary>
    private async Task FetchAsync(PagePlace from, ChannelWriter<ResultPage> pages, CancellationToken cancellationToken)
    {
        try
        {
            var emptyPages = 0;
            for (PagePlace? next = from; next is not null;)
            {
                Remember(next);
                var page = await PageAsync(next, cancellationToken);
                emptyPages = page.Rows == 0 ? emptyPages + 1 : 0;
                next = Following(next, page, emptyPages);
                await WriteAsync(pages, page, cancellationToken);
            }

            pages.Complete();
        }
        catch (Exception exception)
        {
            pages.Complete(exception);
        }
    }

    private static async ValueTask WriteAsync(ChannelWriter<ResultPage> pages, ResultPage page, CancellationToken cancellationToken)
    {
        try
        {
            await pages.WriteAsync(page, cancellationToken);
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    private async Task<ResultPage> PageAsync(PagePlace place, CancellationToken cancellationToken)
    {
        using var activity = ExporterTelemetry.Activities.StartActivity("bigquery page", ActivityKind.Internal);
        activity?.SetTag("first_row", place.RowsBefore + 1);
        var result = await client.SendAsync(Request(place), ResultPage.Read, cancellationToken);
        if (result.Error is { Failure: BigQueryFailure.BadRequest } && place.PageToken is not null)
        {
            // A token may be refused, for instance after a change on BigQuery's side; the row number says the same place.
            Log.BigQueryPageTokenRefused(logger, job.Id, place.RowsBefore + 1);
            result = await client.SendAsync(Request(place with { PageToken = null }), ResultPage.Read, cancellationToken);
        }

        if (!result.IsSuccess)
        {
            throw BigQueryErrorText.Exception(table, result.Error, $"reading from row {place.RowsBefore + 1} of job {job.Id}");
        }

        activity?.SetTag("rows", result.Value.Rows);
        BigQueryTelemetry.Rows.Add(result.Value.Rows, BigQueryTelemetry.Interface("rest"));
        BigQueryTelemetry.Bytes.Add(result.Value.Size, BigQueryTelemetry.Interface("rest"));
        return result.Value;
    }

    private RestRequest Request(PagePlace place)
    {
        var request = QueryJobRunner.Results(table, job.Id, job.Location).With("maxResults", options.PageRows).With("pageToken", place.PageToken);
        return place.PageToken is null && place.RowsBefore > 0 ? request.With("startIndex", place.RowsBefore) : request;
    }

    /// <summary>The place of the next page, or null at the end; refuses what would lose, repeat or never end.</summary>
    private PagePlace? Following(PagePlace place, ResultPage page, int emptyPages)
    {
        var rows = place.RowsBefore + page.Rows;
        var fault = page.TotalRows != job.TotalRows ? $"the result had {job.TotalRows} rows and now has {page.TotalRows}"
            : rows > job.TotalRows ? $"more than the result's {job.TotalRows} rows came"
            : page.NextToken is null && rows < job.TotalRows ? $"the last page ends at row {rows} of {job.TotalRows}"
            : page.NextToken is not null && page.NextToken == place.PageToken ? "a page names itself as the next"
            : emptyPages >= MostEmptyPages ? $"{emptyPages} pages in a row are empty"
            : null;
        if (fault is not null)
        {
            page.Dispose();
            throw BigQueryErrorText.Exception(table, new BigQueryError(BigQueryFailure.MalformedReply, null, null, fault), $"reading job {job.Id}");
        }

        return page.NextToken is null ? null : new PagePlace(page.NextToken, rows);
    }

    private void Remember(PagePlace place)
    {
        lock (_lock)
        {
            _starts.Enqueue(place);
        }
    }
}
