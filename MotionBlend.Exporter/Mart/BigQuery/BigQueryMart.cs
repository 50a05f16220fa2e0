using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Mart.BigQuery.Auth;
using MotionBlend.Exporter.Mart.BigQuery.Rest;
using MotionBlend.Exporter.Mart.BigQuery.StorageRead;
using MotionBlend.Exporter.Mart.BigQuery.StorageRead.Protocol;
using MotionBlend.Exporter.Mart.Columnar;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>The mart in BigQuery, read by a query job over REST or by a read session over Storage Read.</summary>
internal sealed class BigQueryMart : IMartSource
{
    private readonly BigQuerySource _source;
    private readonly BigQueryRestClient _client;
    private readonly QueryJobRunner _jobs;
    private readonly HttpClient _http;
    private readonly StorageReadClient? _storage;
    private readonly TableInfo _info;
    private readonly IReadOnlyList<MartColumn> _columns;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _jobId;
    private ResumePoint? _resume;
    private ResultPages? _pages;
    private SessionPlaces? _places;

    private BigQueryMart(BigQuerySource source, BigQueryEndpoints endpoints, IAccessTokens tokens, HttpClient http, BigQueryRestClient client, TableInfo info, TimeProvider time, ILogger logger)
    {
        _source = source;
        _http = http;
        _client = client;
        _info = info;
        _time = time;
        _logger = logger;
        var columns = BigQueryColumn.Selected(source.Table, info.Columns);
        _columns = source.Window.IsIdsOnly ? [.. columns.Where(column => column.Name == BlendFields.BlendId)] : columns;
        _jobs = new QueryJobRunner(client, source.Table, source.Options, source.Options.Location ?? info.Location, time, logger);
        _jobId = source.JobId ?? $"motionblend_{Guid.NewGuid():N}";
        _storage = endpoints.StorageRead is { } address ? new StorageReadClient(address, tokens, source.Options.MaxReplyBytes) : null;
    }

    /// <inheritdoc/>
    public string Name => $"bigquery:{_source.Table}";

    /// <inheritdoc/>
    /// <remarks>Exact: of a query job once it is done, of a read session once its last stream has ended.</remarks>
    public long? TotalRows { get; private set; }

    /// <summary>
    /// Looks at the table. Every fault that a wrong name, missing credentials or missing permissions can have shows up here, before
    /// anything is run or billed.
    /// </summary>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    public static async Task<BigQueryMart> OpenAsync(
        BigQuerySource source, BigQueryEndpoints endpoints, IAccessTokens tokens, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var http = BigQueryRestClient.CreateHttp();
        try
        {
            var client = new BigQueryRestClient(http, endpoints, tokens, source.Options, time, logger);
            var info = await TableInfo.GetAsync(client, source.Table, cancellationToken);
            return new BigQueryMart(source, endpoints, tokens, http, client, info, time, logger);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken) =>
        new([.. _info.Columns.Select(column => column.Name)]);

    /// <summary>What reading the window costs, told by BigQuery without reading it.</summary>
    /// <exception cref="MartException">BigQuery refuses the query.</exception>
    public Task<QueryEstimate> EstimateAsync(CancellationToken cancellationToken) =>
        _jobs.EstimateAsync(Query(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken)
    {
        var why = point switch
        {
            ResumePoint.InResult when _source.Options.ReadMode == BigQueryReadMode.Storage => "it was read over REST then",
            ResumePoint.InResult result => await WhyNotAsync(result, cancellationToken),
            ResumePoint.InSession when _storage is null || _source.Options.ReadMode == BigQueryReadMode.Rest => "it was read over Storage Read then",
            ResumePoint.InSession session => session.ExpiresAt > _time.GetUtcNow() ? null : "the read session has expired",
            _ => "it was read from a file then",
        };
        _resume = why is null ? point : null;
        return why;
    }

    /// <inheritdoc/>
    public ResumePoint? ResumePointAt(long rowsDone) => _places?.PointAt(rowsDone) ?? (ResumePoint?)_pages?.ResumePointAt(rowsDone);

    /// <inheritdoc/>
    public async IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = _resume is ResumePoint.InSession taken ? SessionPlaces.SessionOf(taken) : await TryCreateSessionAsync(cancellationToken);
        _places = session is null ? null : new SessionPlaces(session, _resume as ResumePoint.InSession, _time.GetUtcNow());
        var blocks = session is null ? await ReadJobAsync(limits, cancellationToken) : Reader().ReadAsync(session, _places!.Starts, _columns, limits, cancellationToken);
        var expected = TotalRows ?? (session is { EstimatedRowCount: > 0 } ? session.EstimatedRowCount : _info.Rows);
        var row = _resume is ResumePoint.InResult result ? result.RowsBefore : _resume?.RowsDone ?? 0;
        await foreach (var block in blocks.WithCancellation(cancellationToken))
        {
            var batch = block.ToBatch(row + 1, expected);
            row += batch.Count;
            _places?.Remember(block, row);
            yield return batch;
        }

        TotalRows ??= row;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _storage?.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private MartQuery Query() => MartQuery.Select(_source.Table, _columns, _source.Window);

    private async Task<IAsyncEnumerable<RowBlock>> ReadJobAsync(BatchLimits limits, CancellationToken cancellationToken)
    {
        var taken = _resume as ResumePoint.InResult;
        var job = taken is null ? await _jobs.RunAsync(Query(), _jobId, cancellationToken) : await TakeUpAsync(taken, cancellationToken);
        TotalRows = job.TotalRows;
        _pages = new ResultPages(_client, _source.Table, _source.Options, job, _logger);
        return RestReader.ReadAsync(
            _source.Table, job, _pages, taken is null ? PagePlace.First : new PagePlace(taken.PageToken, taken.RowsBefore), limits, cancellationToken);
    }

    /// <summary>Why a job's result cannot be read on: results live for about 24 hours.</summary>
    private async Task<string?> WhyNotAsync(ResumePoint.InResult point, CancellationToken cancellationToken)
    {
        var result = await _jobs.WaitAsync(point.JobId, point.Location, cancellationToken);
        return result.Error?.Failure switch
        {
            null => null,
            BigQueryFailure.NotFound => $"the result of query job {point.JobId} has expired",
            BigQueryFailure.JobFailed or BigQueryFailure.Stopped => $"query job {point.JobId} failed",
            _ => throw BigQueryErrorText.Exception(_source.Table, result.Error, "looking for the result of the run before"),
        };
    }

    private async Task<QueryJob> TakeUpAsync(ResumePoint.InResult point, CancellationToken cancellationToken)
    {
        var result = await _jobs.WaitAsync(point.JobId, point.Location, cancellationToken);
        return result.IsSuccess ? result.Value : throw BigQueryErrorText.Exception(_source.Table, result.Error, "taking up the run before");
    }

    private StorageReader Reader() => new(_storage!, _source.Table, _source.Options, _time, _logger);

    /// <summary>Creates a read session where Storage Read is asked for or is the better way; null for REST.</summary>
    private async Task<ReadSession?> TryCreateSessionAsync(CancellationToken cancellationToken)
    {
        var isDemanded = _source.Options.ReadMode == BigQueryReadMode.Storage;
        if (WhyNotStorage() is { } why)
        {
            if (isDemanded)
            {
                throw new MartException($"BigQuery {_source.Table} cannot be read over Storage Read: {why}") { Cure = "use --bq-read rest or --bq-read auto" };
            }

            Log.BigQueryReadChosen(_logger, Name, "REST", why);
            return null;
        }

        await CheckBilledBytesAsync(cancellationToken);
        var (session, error) = await Reader().CreateSessionAsync(_columns, _source.Window, cancellationToken);
        if (session is not null)
        {
            Log.BigQueryReadChosen(_logger, Name, "Storage Read", isDemanded ? "as asked for" : "the table is large");
            return session;
        }

        var isBarred = error!.Failure is BigQueryFailure.AccessDenied or BigQueryFailure.Unreachable or BigQueryFailure.TimedOut;
        if (isDemanded || !isBarred)
        {
            throw BigQueryErrorText.Exception(_source.Table, error, "creating a read session");
        }

        Log.BigQueryReadChosen(_logger, Name, "REST", $"no read session: {error.Message}");
        return null;
    }

    /// <summary>Why Storage Read is not to be used; null when it is.</summary>
    private string? WhyNotStorage() => _source switch
    {
        { Options.ReadMode: BigQueryReadMode.Rest } => "as asked for",
        _ when _resume is not null => "a run over REST is taken up",
        _ when _storage is null => $"an emulator's gRPC address is not given; set {BigQueryEndpoints.StorageEmulatorHostVariable}",
        { Window.Shard: not null } => "one shard of several is read, which only a query can choose",
        _ when !_info.HasRowsOfItsOwn => $"it is a {_info.Type}, which has no rows of its own",
        { Options.ReadMode: BigQueryReadMode.Auto } when (_info.Rows ?? 0) < _source.Options.StorageReadMinRows => $"it has fewer than {_source.Options.StorageReadMinRows} rows",
        _ => null,
    };

    /// <summary>A read session knows no limit of its own for the bytes billed.</summary>
    private async Task CheckBilledBytesAsync(CancellationToken cancellationToken)
    {
        var estimate = await EstimateAsync(cancellationToken);
        if (estimate.Bytes > _source.Options.MaximumBytesBilled)
        {
            throw BigQueryErrorText.Exception(
                _source.Table,
                new BigQueryError(BigQueryFailure.BytesBilledLimit, null, null, $"the read would be billed for {estimate.Bytes} bytes, over the limit of {_source.Options.MaximumBytesBilled}"),
                "checking the cost");
        }
    }
}
