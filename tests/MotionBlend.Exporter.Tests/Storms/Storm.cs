namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>A kind of storm.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="RunAsync">Lives through the one of a seed.</param>
internal sealed record Storm(string Name, Func<int, CancellationToken, Task> RunAsync)
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<Storm> All { get; } =
    [
        new("ledger", LedgerStorm.RunAsync), new("deletes", DeletesStorm.RunAsync), new("tasks", TaskStorm.RunAsync), new("shards", TaskStorm.RunShardsAsync),
        new("worker", WorkerStorm.RunAsync),
    ];

    public override string ToString() => Name;
}
