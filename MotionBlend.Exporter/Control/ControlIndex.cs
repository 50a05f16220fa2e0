using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Elasticsearch.Search;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Control;

/// <summary>The index <c>mb_exporter_runs</c>: reports of runs, and lease and watermark of each alias, so that any machine goes on.</summary>
internal sealed class ControlIndex(IElasticsearchTransport transport, ClusterRequests requests, string alias)
{
    /// <summary>Its name.</summary>
    public const string Name = "mb_exporter_runs";

    private const string RunKind = "run";

    private readonly IndexClient _indices = new(transport);
    private readonly DocumentClient _documents = new(transport);
    private readonly SearchClient _search = new(transport);

    /// <summary>The state that one of several tasks keeps of its own.</summary>
    public ControlIndex OfTask(int task, int count) => new(transport, requests, TaskPlan.StateName(alias, task, count));

    private string StateId => $"state-{alias}";

    /// <summary>Creates the index if need be.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => requests.SendAsync($"creating {Name}", async token =>
    {
        // Looked up first, as most runs find it and may lack the privilege to create it.
        var found = await _indices.GetAsync(Name, token);
        if (found.Error is not { Failure: ElasticFailure.NotFound })
        {
            return found.Map(_ => new JsonObject());
        }

        var result = await _indices.CreateAsync(Name, Body(), token);
        return result.Error is { Type: "resource_already_exists_exception" } ? new JsonObject() : result;
    }, cancellationToken);

    /// <summary>Reads the alias's state.</summary>
    public Task<ControlEntry> ReadAsync(CancellationToken cancellationToken) => requests.SendAsync<ControlEntry>($"reading {Name}", async token =>
    {
        var found = await _documents.GetAsync(Name, StateId, token);
        if (found.TryGet(out var document, out var error))
        {
            return Parse(document.Source.Span) is { } state
                ? new ControlEntry(state, document.Version)
                : new ElasticError(ElasticFailure.BadRequest, null, null, $"the document {StateId} is no state of an alias", $"GET /{Name}/_doc/{StateId}");
        }

        return error.Failure == ElasticFailure.NotFound ? new ControlEntry(ControlState.Of(alias), null) : error;
    }, cancellationToken);

    /// <summary>Changes the alias's state if it still is as it was read.</summary>
    /// <returns>The state as it is now; null when somebody else changed it, or an earlier attempt did whose reply was lost.</returns>
    public async Task<ControlEntry?> TryWriteAsync(ControlState state, DocumentVersion? expected, CancellationToken cancellationToken)
    {
        var source = JsonSerializer.SerializeToUtf8Bytes(state, RunJsonContext.Default.ControlState);
        var written = await requests.SendAsync<IReadOnlyList<DocumentVersion>>($"writing {Name}", async token =>
        {
            var result = await _documents.ReplaceAsync(Name, StateId, source, expected, token);
            return result.TryGet(out var version, out var error) ? new[] { version }
                : error.Failure == ElasticFailure.Conflict ? Array.Empty<DocumentVersion>()
                : error;
        }, cancellationToken);
        return written is [var now] ? new ControlEntry(state, now) : null;
    }

    /// <summary>Keeps the report of a run.</summary>
    public Task WriteAsync(RunReport report, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToNode(report, RunJsonContext.Default.RunReport)!.AsObject();
        document["kind"] = RunKind;
        var source = JsonSerializer.SerializeToUtf8Bytes(document, RunJsonContext.Default.JsonObject);
        return requests.SendAsync($"writing {Name}", token => _documents.PutAsync(Name, report.RunId, source, token), cancellationToken);
    }

    /// <summary>Reads the reports of the last runs on the alias, newest first.</summary>
    public async Task<IReadOnlyList<RunReport>> LastRunsAsync(int count, CancellationToken cancellationToken)
    {
        if ((await requests.SendAsync($"looking for {Name}", token => _indices.GetAsync(Name + "*", token), cancellationToken)).All(index => index.Name != Name))
        {
            return [];
        }

        await requests.SendAsync($"refreshing {Name}", token => _indices.RefreshAsync(Name, token), cancellationToken);
        var search = new SearchRequest
        {
            Query = new BoolQuery { Filter = [new TermQuery("kind", RunKind), new TermQuery("alias", alias)] },
            Sort = [new SortField("started_at", Descending: true)],
            Size = count,
        };
        return await requests.SendAsync<IReadOnlyList<RunReport>>($"reading {Name}", async token =>
            (await _search.SearchAsync(Name, search, reply => reply.Hits, token)).Map<IReadOnlyList<RunReport>>(
                hits => [.. hits.Select(hit => hit.Deserialize(RunJsonContext.Default.RunReport)!)]), cancellationToken);
    }

    private static ControlState? Parse(ReadOnlySpan<byte> source)
    {
        try
        {
            return JsonSerializer.Deserialize(source, RunJsonContext.Default.ControlState);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Body() => new()
    {
        ["settings"] = new JsonObject
        {
            ["index"] = new JsonObject { ["number_of_shards"] = 1, ["auto_expand_replicas"] = "0-1" },
        },
        ["mappings"] = new JsonObject
        {
            // Reports grow with the exporter; only what they are found by is indexed.
            ["dynamic"] = false,
            ["properties"] = new JsonObject
            {
                ["kind"] = new JsonObject { ["type"] = "keyword" },
                ["alias"] = new JsonObject { ["type"] = "keyword" },
                ["command"] = new JsonObject { ["type"] = "keyword" },
                ["outcome"] = new JsonObject { ["type"] = "keyword" },
                ["started_at"] = new JsonObject { ["type"] = "date" },
            },
        },
    };
}
