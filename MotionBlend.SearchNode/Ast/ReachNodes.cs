using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Ast;

/// <summary>One of so many parts of an index: its shards are shared out, and within a shard the ids by a hash.</summary>
/// <param name="Index">The index.</param>
/// <param name="Part">The part, from 0.</param>
/// <param name="Parts">Their number.</param>
internal sealed record SliceNode(IndexState Index, int Part, int Parts) : QueryNode
{
    /// <summary>The one shard that the part is in, and which of the parts of that shard it is; null where it is made of whole shards.</summary>
    public (int Shard, int Part, int Parts)? InShard
    {
        get
        {
            var shards = Index.Settings.Shards;
            if (Parts < shards)
                return null;
            var shard = Part % shards;
            return (shard, Part / shards, (Parts / shards) + (Parts % shards > shard ? 1 : 0));
        }
    }
}

/// <summary>
/// The documents, in the order of writing, up to so many that count: all that a search with <c>terminate_after</c> looks at.
/// </summary>
/// <param name="Index">The index.</param>
/// <param name="Query">What counts: the search's query, and its post filter.</param>
/// <param name="Count">How many.</param>
internal sealed record FirstNode(IndexState Index, QueryNode Query, int Count) : QueryNode
{
    public override IEnumerable<QueryNode> Children => [Query];
}

/// <summary>The documents whose sequence numbers are below one.</summary>
internal sealed record BelowNode(long SeqNo) : QueryNode;

/// <summary>Some rows of an index's table, by number.</summary>
internal sealed record RowsNode(List<long> Rows) : QueryNode;
