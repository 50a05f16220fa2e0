namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>Something that is known of the rows of an index in one moment.</summary>
internal interface IRowFact
{
    /// <summary>The memory that it takes.</summary>
    long Bytes { get; }
}
