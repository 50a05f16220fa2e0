namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary>An aggregation that reads the results of others in place of rows.</summary>
internal interface IPipeline
{
    /// <summary>The number that it reads in each bucket.</summary>
    BucketsPath? Path { get; }
}
