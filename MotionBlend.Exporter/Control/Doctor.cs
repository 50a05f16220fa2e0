using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Exporter.Indexing;

namespace MotionBlend.Exporter.Control;

/// <summary>Finds what runs that were killed left behind. Nothing is found while a run is at work: what looks left behind may be its own.</summary>
internal sealed class Doctor(IndexClient indexClient, BlendIndices indices, ControlIndex control, ClusterRequests requests, string alias, TimeProvider time, ILogger<Doctor> logger)
{
    /// <summary>The run at work; null for none.</summary>
    public async Task<LeaseHolder?> AtWorkAsync(CancellationToken cancellationToken) =>
        (await control.ReadAsync(cancellationToken)).State.Holder is { } holder && !holder.IsGone(time.GetUtcNow()) ? holder : null;

    /// <summary>Looks for everything that can be wrong.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var state = (await control.ReadAsync(cancellationToken)).State;

        // The lease that tasks share ends by itself, and the next of them takes it up again.
        if (state.Holder is { } holder && (!holder.IsTasks || holder.RunId != state.Tasks?.Id))
        {
            findings.Add(new Finding($"run {holder.RunId} ({holder.Command} on {holder.Place}) was killed and still holds the lease",
                "give the lease back", _ => Task.CompletedTask));
        }

        var current = await indices.CurrentAsync(cancellationToken);
        if (current.Count > 1)
        {
            findings.Add(new Finding($"{alias} points to several indices: {string.Join(", ", current)}; 'sync' cannot write, 'export' or 'rollback --to' ends it", null, null));
        }

        foreach (var index in await indices.UnlistedAsync(current, cancellationToken))
        {
            if (index.IsUnfinished && index.Name != state.Load?.Index && index.Name != state.Tasks?.Index)
            {
                findings.Add(new Finding($"{index.Name} was left unfinished; nobody reads it", "delete it",
                    token => indices.TryDeleteAsync(index.Name, "left unfinished", token)));
            }
            else if (index.IsStray)
            {
                findings.Add(new Finding($"{index.Name} was made by no run, perhaps by what a run that stood still sent to an index that was deleted; DELETE /{index.Name} if it is nobody's", null, null));
            }
        }

        foreach (var name in current)
        {
            await ExamineSettingsAsync(name, findings, cancellationToken);
        }

        return findings;
    }

    /// <summary>An index that readers see must not have the settings of a load; <c>_meta</c> says what they should be.</summary>
    private async Task ExamineSettingsAsync(string name, List<Finding> findings, CancellationToken cancellationToken)
    {
        var index = (await requests.SendAsync("reading the settings", token => indexClient.GetAsync(name, token), cancellationToken))[0];
        if ((string?)index.Settings["refresh_interval"] != BlendIndices.NoRefresh)
        {
            return;
        }

        if (index.Mappings["_meta"]?["settings_after_load"] is not JsonObject wanted)
        {
            findings.Add(new Finding($"{name} never refreshes by itself, and does not say what its settings should be; PUT /{name}/_settings sets them", null, null));
            return;
        }

        findings.Add(new Finding($"{name} has the settings of a load: readers do not see what is written", $"set {wanted.ToJsonString()}", async token =>
        {
            await requests.SendAsync("setting refresh and replicas", inner => indexClient.PutSettingsAsync(name, (JsonObject)wanted.DeepClone(), inner), token);
            Log.IndexRepaired(logger, name, wanted.ToJsonString());
        }));
    }
}
