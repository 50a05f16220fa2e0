using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Control;

namespace MotionBlend.Exporter.Tests.Fakes;

/// <summary>
/// A cluster in memory behind the transport: indices, aliases, external versions, one result per bulk item. Faults are scripted
/// by the hooks. It knows just what the exporter asks for and fails on anything else.
/// </summary>
internal sealed class MemoryCluster : IElasticsearchTransport
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryIndex> _indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long SequenceNumber, JsonObject Source)> _control = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyValuePair<string, (long Version, string Source)>[]> _views = new(StringComparer.Ordinal);
    private long _sequenceNumber;

    /// <summary>The clock of all runs on this cluster.</summary>
    public SwiftTime Time { get; } = new();

    /// <summary>Another clock, for runs at the same time, whose waits must not move each other's; null for <see cref="Time"/>.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>The version that it claims to be.</summary>
    public string Version { get; init; } = "8.19.0";

    /// <summary>Data nodes that the cluster claims to have.</summary>
    public int DataNodes { get; init; } = 1;

    /// <summary>Fails a request before it does anything; null lets it through.</summary>
    public Func<ElasticRequest, ElasticError?> Before { get; set; } = _ => null;

    /// <summary>Loses the reply of a request that has been carried out; null gives it.</summary>
    public Func<ElasticRequest, ElasticError?> After { get; set; } = _ => null;

    /// <summary>Changes the reply to a request that has been carried out.</summary>
    public Func<ElasticRequest, ElasticResponse, ElasticResponse> Mangle { get; set; } = (_, reply) => reply;

    /// <summary>Status with which an item fails; null takes it.</summary>
    public Func<string, int?> Item { get; set; } = _ => null;

    /// <summary>Called with the number of documents of each bulk request.</summary>
    public Action<int> OnBulk { get; set; } = _ => { };

    /// <summary>Requests so far, as method and path.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The state of the alias in the control index; null before the first run.</summary>
    public JsonObject? State
    {
        get
        {
            lock (_gate)
            {
                return _control.TryGetValue($"state-{ExportBench.Alias}", out var held) ? (JsonObject)held.Source.DeepClone() : null;
            }
        }
    }

    /// <summary>Names of all indices of blends.</summary>
    public IReadOnlyList<string> IndexNames
    {
        get
        {
            lock (_gate)
            {
                return [.. _indices.Keys.Where(name => name != ControlIndex.Name).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Creates an index as another run would; one of no run has no <paramref name="run"/>.</summary>
    public void AddIndex(string name, string? alias = null, string refreshInterval = "30s", string? run = "another")
    {
        var index = new MemoryIndex(run is null ? [] : new JsonObject { ["_meta"] = new JsonObject { ["export_run"] = run } }, new JsonObject { ["refresh_interval"] = refreshInterval });
        if (alias is not null)
        {
            index.Aliases.Add(alias);
        }

        _indices[name] = index;
    }

    /// <summary>The only index behind an alias.</summary>
    public MemoryIndex Behind(string alias)
    {
        lock (_gate)
        {
            return _indices.Values.Single(index => index.Aliases.Contains(alias));
        }
    }

    /// <summary>An index by its name.</summary>
    public MemoryIndex Index(string name) => _indices[name];

    /// <summary>What happens while a request is on its way.</summary>
    public Func<ElasticRequest, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <summary>Lets a request take a while, during which this is cancelled; it is carried out all the same. Null for no delay.</summary>
    public Func<ElasticRequest, CancellationTokenSource?> Delay { get; set; } = _ => null;

    public async Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        await Meanwhile(request);
        if (Delay(request) is not { } cancelled)
        {
            return Answer(request);
        }

        var answer = AnswerLateAsync(request);
        await cancelled.CancelAsync();
        return await answer.WaitAsync(cancellationToken);
    }

    private async Task<ElasticResult<ElasticResponse>> AnswerLateAsync(ElasticRequest request)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        return Answer(request);
    }

    private ElasticResult<ElasticResponse> Answer(ElasticRequest request)
    {
        lock (_gate)
        {
            Requests.Add(request.Target);
            if (Before(request) is { } refused)
            {
                return refused;
            }

            var result = Carry(request);
            return After(request) ?? result.Map(reply => Mangle(request, reply));
        }
    }

    private ElasticResult<ElasticResponse> Carry(ElasticRequest request)
    {
        var parts = request.Path.Trim('/').Split('/');
        return (request.Method.Method, parts) switch
        {
            ("GET", [""]) => Reply($$$"""{"version":{"number":"{{{Version}}}"}}"""),
            ("GET", ["_cluster", "health"]) => Reply($$$"""
                {"cluster_name":"c","status":"green","number_of_nodes":{{{DataNodes}}},"number_of_data_nodes":{{{DataNodes}}},
                 "active_primary_shards":0,"active_shards":0,"unassigned_shards":0,"indices":{}}
                """),
            ("POST", ["_aliases"]) => Aliases(request, Body(request)),
            ("POST", [var index, "_bulk"]) => Bulk(request, index),
            ("GET", [ControlIndex.Name, "_doc", var id]) => GetDocument(request, id),
            ("PUT", [ControlIndex.Name, "_doc" or "_create", var id]) => PutDocument(request, id),
            ("POST", [var index, "_pit"]) => Find(index) is { } found ? Open(found) : Missing(request, index),
            ("POST", ["_search"]) => Page(Body(request)),
            ("DELETE", ["_pit"]) => Close(Body(request)),
            ("POST", [var index, "_refresh"]) => Find(index) is { } found ? Refresh(found) : Missing(request, index),
            ("GET", [var index, "_count"]) => Find(index) is { } found
                ? Reply(string.Create(CultureInfo.InvariantCulture, $$"""{"count":{{found.Visible}}}""")) : Missing(request, index),
            ("POST", [var index, "_search"]) => Find(index) is { } found ? Search(found, Body(request)) : Missing(request, index),
            ("PUT", [var index, "_settings"]) => Find(index) is { } found ? Settings(found, Body(request)) : Missing(request, index),
            ("PUT", [var index, "_mapping"]) => Find(index) is not null ? Reply("{}") : Missing(request, index),
            ("PUT", [var index]) => Create(request, index, Body(request)),
            ("DELETE", [var index]) => _indices.Remove(index) ? Reply("{}") : Missing(request, index),
            ("GET", [var name]) => Describe(request, Uri.UnescapeDataString(name)),
            _ => throw new NotSupportedException(request.Target),
        };
    }

    /// <summary>Changes the state of the alias, or that of one of its tasks, as another run would.</summary>
    public void ChangeState(Action<JsonObject> change, string? task = null)
    {
        lock (_gate)
        {
            var name = task is null ? ExportBench.Alias : $"{ExportBench.Alias}.{task}";
            var id = $"state-{name}";
            var state = _control.TryGetValue(id, out var held) ? held.Source : new JsonObject { ["kind"] = "state", ["alias"] = name, ["fence"] = 0 };
            change(state);
            _control[id] = (++_sequenceNumber, state);
            _indices.TryAdd(ControlIndex.Name, new MemoryIndex(new JsonObject(), new JsonObject()));
        }
    }

    private ElasticResult<ElasticResponse> GetDocument(ElasticRequest request, string id) => _control.TryGetValue(id, out var held)
        ? Reply(new JsonObject { ["_seq_no"] = held.SequenceNumber, ["_primary_term"] = 1, ["_source"] = held.Source.DeepClone() }.ToJsonString())
        : new ElasticError(ElasticFailure.NotFound, 404, null, "not found", request.Target);

    private ElasticResult<ElasticResponse> PutDocument(ElasticRequest request, string id)
    {
        var expected = request.Query.Where(pair => pair.Key == "if_seq_no").Select(pair => pair.Value).SingleOrDefault();
        var isCreate = request.Path.Contains("/_create/", StringComparison.Ordinal);
        var found = _control.TryGetValue(id, out var held) ? held.SequenceNumber.ToString(CultureInfo.InvariantCulture) : null;
        if ((isCreate && found is not null) || (expected is not null && expected != found))
        {
            return new ElasticError(ElasticFailure.Conflict, 409, "version_conflict_engine_exception", "conflict", request.Target);
        }

        _control[id] = (++_sequenceNumber, Body(request));
        return Reply(string.Create(CultureInfo.InvariantCulture, $$"""{"_seq_no":{{_sequenceNumber}},"_primary_term":1}"""));
    }

    private ElasticResult<ElasticResponse> Create(ElasticRequest request, string name, JsonObject body)
    {
        if (_indices.ContainsKey(name))
        {
            return new ElasticError(ElasticFailure.BadRequest, 400, "resource_already_exists_exception", "already exists", request.Target);
        }

        _indices[name] = new MemoryIndex((JsonObject)body["mappings"]!.DeepClone(), (JsonObject)body["settings"]!["index"]!.DeepClone());
        return Reply("""{"acknowledged":true}""");
    }

    private ElasticResult<ElasticResponse> Describe(ElasticRequest request, string name)
    {
        var reply = new JsonObject();
        foreach (var (index, content) in _indices)
        {
            var matches = name.EndsWith('*') ? index.StartsWith(name[..^1], StringComparison.Ordinal) : index == name || content.Aliases.Contains(name);
            if (matches)
            {
                reply[index] = new JsonObject
                {
                    ["aliases"] = new JsonObject(content.Aliases.Select(alias => KeyValuePair.Create(alias, (JsonNode?)new JsonObject()))),
                    ["mappings"] = content.Mappings.DeepClone(),
                    ["settings"] = new JsonObject { ["index"] = content.Settings.DeepClone() },
                };
            }
        }

        return reply.Count > 0 || name.EndsWith('*') ? Reply(reply.ToJsonString()) : Missing(request, name);
    }

    private ElasticResult<ElasticResponse> Aliases(ElasticRequest request, JsonObject body)
    {
        foreach (var remove in body["actions"]!.AsArray().Select(action => action!["remove"]).OfType<JsonNode>())
        {
            if (!_indices.TryGetValue((string)remove["index"]!, out var held) || (((bool?)remove["must_exist"] ?? false) && !held.Aliases.Contains((string)remove["alias"]!)))
            {
                return new ElasticError(ElasticFailure.NotFound, 404, "aliases_not_found_exception", "aliases missing", request.Target);
            }
        }

        foreach (var action in body["actions"]!.AsArray())
        {
            var (kind, target) = action!.AsObject().Single();
            var index = _indices[(string)target!["index"]!];
            _ = kind == "add" ? index.Aliases.Add((string)target["alias"]!) : index.Aliases.Remove((string)target["alias"]!);
        }

        return Reply("""{"acknowledged":true,"errors":false}""");
    }

    private static ElasticResult<ElasticResponse> Settings(MemoryIndex index, JsonObject body)
    {
        foreach (var (name, value) in body["index"]!.AsObject())
        {
            index.Settings[name] = value!.DeepClone();
        }

        return Reply("""{"acknowledged":true}""");
    }

    private static ElasticResult<ElasticResponse> Refresh(MemoryIndex index)
    {
        index.Visible = index.Documents.Count;
        return Reply("""{"_shards":{"total":1,"successful":1,"failed":0}}""");
    }

    /// <summary>A point in time: what is written afterwards is not in it.</summary>
    private ElasticResult<ElasticResponse> Open(MemoryIndex index)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"pit-{++_sequenceNumber}");
        _views[id] = [.. index.Documents.OrderBy(document => document.Key, StringComparer.Ordinal)];
        return Reply($$"""{"id":"{{id}}"}""");
    }

    private ElasticResult<ElasticResponse> Close(JsonObject body)
    {
        _views.Remove((string)body["id"]!);
        return Reply("""{"succeeded":true,"num_freed":1}""");
    }

    /// <summary>A page of a point in time.</summary>
    private ElasticResult<ElasticResponse> Page(JsonObject body)
    {
        var name = (string)body["pit"]!["id"]!;
        var after = (long?)body["search_after"]?[0] ?? -1;
        var (slice, slices) = ((int?)body["slice"]?["id"] ?? 0, (int?)body["slice"]?["max"] ?? 1);
        var hits = _views[name]
            .Select((document, position) => (document.Key, document.Value, Position: position))
            .Where(hit => hit.Position > after && hit.Position % slices == slice)
            .Take((int)body["size"]!)
            .Select(hit => Hit(hit.Key, hit.Value, $",\"sort\":[{hit.Position}]"));
        return Reply($$$"""{"pit_id":"{{{name}}}","timed_out":false,"_shards":{"failed":0},"hits":{"hits":[{{{string.Join(',', hits)}}}]}}""");
    }

    private static string Hit(string id, (long Version, string Source) document, string more = "") => string.Create(
        CultureInfo.InvariantCulture, $$"""{"_id":"{{id}}","_version":{{document.Version}},"_source":{{document.Source}}{{more}}}""");

    /// <summary>The documents of some ids.</summary>
    private static ElasticResult<ElasticResponse> Search(MemoryIndex index, JsonObject body)
    {
        var wanted = body["query"]?["ids"]?["values"]?.AsArray().Select(id => (string)id!).ToHashSet(StringComparer.Ordinal);
        var hits = index.Documents
            .Where(document => wanted is null || wanted.Contains(document.Key))
            .OrderBy(document => document.Key, StringComparer.Ordinal)
            .Take((int)body["size"]!)
            .Select(document => Hit(document.Key, document.Value));
        return Reply($$$"""{"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[{{{string.Join(',', hits)}}}]}}""");
    }

    private ElasticResult<ElasticResponse> Bulk(ElasticRequest request, string name)
    {
        var lines = Encoding.UTF8.GetString(request.Body!.Content.Span).Split('\n');
        if (Find(name) is not { } index)
        {
            return Missing(request, name);
        }

        var items = new JsonArray();
        for (var line = 0; line + 1 < lines.Length; line += 2)
        {
            var parsed = JsonNode.Parse(lines[line])!;
            if (parsed["delete"] is { } delete)
            {
                items.Add(new JsonObject { ["delete"] = Delete(index, (string)delete["_id"]!, (long)delete["version"]!) });
                line--;
                continue;
            }

            var action = parsed["index"]!;
            items.Add(new JsonObject { ["index"] = Write(index, (string)action["_id"]!, (long)action["version"]!, lines[line + 1]) });
        }

        OnBulk(items.Count);
        return Reply(new JsonObject { ["took"] = 1, ["errors"] = true, ["items"] = items }.ToJsonString());
    }

    private JsonObject Delete(MemoryIndex index, string id, long version)
    {
        var status = Item(id) ?? (!index.Documents.TryGetValue(id, out var held) ? 404 : held.Version > version ? 409 : 200);
        if (status == 200)
        {
            index.Documents.Remove(id);
        }

        return new JsonObject { ["_id"] = id, ["status"] = status };
    }

    private JsonObject Write(MemoryIndex index, string id, long version, string source)
    {
        if (Item(id) is { } status)
        {
            return new JsonObject { ["_id"] = id, ["status"] = status, ["error"] = new JsonObject { ["type"] = "scripted", ["reason"] = "as scripted" } };
        }

        if (index.Documents.TryGetValue(id, out var held) && held.Version > version)
        {
            return new JsonObject { ["_id"] = id, ["status"] = 409 };
        }

        var isNew = held.Source is null;
        index.Documents[id] = (version, source);
        return new JsonObject { ["_id"] = id, ["result"] = isNew ? "created" : "updated", ["status"] = isNew ? 201 : 200 };
    }

    private MemoryIndex? Find(string name) =>
        _indices.GetValueOrDefault(name) ?? _indices.Values.SingleOrDefault(index => index.Aliases.Contains(name));

    private static ElasticError Missing(ElasticRequest request, string index) =>
        new(ElasticFailure.NotFound, 404, "index_not_found_exception", $"no such index [{index}]", request.Target);

    private static JsonObject Body(ElasticRequest request) => (JsonObject)JsonNode.Parse(request.Body!.Content.Span)!;

    private static ElasticResult<ElasticResponse> Reply(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return new ElasticResponse(200, Encoding.UTF8.GetBytes(json));
    }
}
