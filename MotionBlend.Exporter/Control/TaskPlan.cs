namespace MotionBlend.Exporter.Control;

/// <summary>A load that several tasks share: each loads its part of the mart into the same index, the last one publishes it.</summary>
/// <param name="Id">Its id; the lease on the alias is held in this name.</param>
/// <param name="Run">Name of the set of tasks that belong together; null when they have none.</param>
/// <param name="Source">Name of the mart.</param>
/// <param name="Count">How many tasks.</param>
/// <param name="Index">The index that they load.</param>
/// <param name="Mapping">Digest of that index's mapping.</param>
/// <param name="Settled">Rows updated before this time could all be read when the first task began.</param>
/// <param name="StartedAt">When the first task began.</param>
internal sealed record TaskPlan(
    string Id, string? Run, string Source, int Count, string Index, string Mapping, DateTimeOffset Settled, DateTimeOffset StartedAt)
{
    // As long as BigQuery keeps results.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>True when no task joins it any more.</summary>
    /// <param name="now">The time.</param>
    /// <param name="mapping">Digest of the mapping that this exporter gives an index.</param>
    public bool IsOver(DateTimeOffset now, string mapping) => now - StartedAt >= Lifetime || Mapping != mapping;

    /// <summary>True when a sync has brought readers further than the mart was when the first task began.</summary>
    public bool IsOutrunBy(Watermark? watermark) => watermark is not null && watermark.Source == Source && watermark.Time > Settled;

    /// <summary>The name under which a task keeps its own state.</summary>
    public static string StateName(string alias, int task, int count) => $"{alias}.task-{task}-of-{count}";
}
