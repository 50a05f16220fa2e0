using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Exporter.Export;
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
                "give the lease back", (_, _) => Task.CompletedTask));
        }

        var current = await indices.CurrentAsync(cancellationToken);
        if (current.Count > 1)
        {
            findings.Add(new Finding($"{alias} points to several indices: {string.Join(", ", current)}; 'sync' cannot write, 'export' or 'rollback --to' ends it", null, null));
        }

        if (state.Tasks is { } plan)
        {
            findings.Add(await ExamineTasksAsync(plan, current, cancellationToken));
        }

        foreach (var index in await indices.UnlistedAsync(current, cancellationToken))
        {
            if (index.IsUnfinished && index.Name != state.Load?.Index && index.Name != state.Tasks?.Index)
            {
                findings.Add(new Finding($"{index.Name} was left unfinished; nobody reads it", "delete it",
                    (_, token) => indices.TryDeleteAsync(index.Name, "left unfinished", token)));
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

    /// <summary>Tasks publish nothing as long as one of them is missing, and nobody but a scheduler or a person runs that one again.</summary>
    private async Task<Finding> ExamineTasksAsync(TaskPlan plan, IReadOnlyList<string> current, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var what = string.Create(CultureInfo.InvariantCulture,
            $"{plan.Count} tasks that began to load {plan.Index} from {plan.Source} at {plan.StartedAt:yyyy-MM-dd HH:mm:ss} UTC");
        if (current.Contains(plan.Index))
        {
            return new Finding($"{what} published it and were cut off before they noted that", "note it", (lease, token) => lease.NotePublishedAsync(plan, token));
        }

        if (plan.IsOver(now, LoadResumption.Mapping))
        {
            return new Finding($"{what} left it unfinished, and none will go on with it any more", "forget them and delete it", async (lease, token) =>
            {
                await lease.PlanTasksAsync(null, token);
                await indices.TryDeleteAsync(plan.Index, "left unfinished by tasks", token);
            });
        }

        var tasks = await TaskProgress.ReadAsync(control, plan, cancellationToken);
        var missing = tasks.Where(task => !task.IsDone).ToArray();
        return new Finding(missing.Length == 0
            ? $"{what} are done, but none has published it: run one of them again, which does"
            : $"{what} have not published it, as not all are done ({string.Join("; ", missing.Select(task => task.Describe(now)))}): run those again, or 'export' without tasks, which begins anew", null, null);
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

        findings.Add(new Finding($"{name} has the settings of a load: readers do not see what is written", $"set {wanted.ToJsonString()}", async (_, token) =>
        {
            await requests.SendAsync("setting refresh and replicas", inner => indexClient.PutSettingsAsync(name, (JsonObject)wanted.DeepClone(), inner), token);
            Log.IndexRepaired(logger, name, wanted.ToJsonString());
        }));
    }
}
