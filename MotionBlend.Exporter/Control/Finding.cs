namespace MotionBlend.Exporter.Control;

/// <summary>Something that a run which was killed left behind.</summary>
/// <param name="Problem">What, for people.</param>
/// <param name="Repair">What would be done about it, for people; null when it needs a person.</param>
/// <param name="RepairAsync">Does it, by the lease on the alias.</param>
internal sealed record Finding(string Problem, string? Repair, Func<RunLease, CancellationToken, Task>? RepairAsync);
