namespace MotionBlend.SearchNode.Storage;

/// <summary>How busy a pool of workers is.</summary>
/// <param name="Name">Elasticsearch's name of the thread pool.</param>
/// <param name="Size">Most that run at once.</param>
/// <param name="QueueSize">Most that may wait.</param>
internal sealed record PoolFigures(string Name, int Size, int QueueSize)
{
    public int Active { get; init; }

    public int Queued { get; init; }

    public long Rejected { get; init; }

    public long Completed { get; init; }
}
