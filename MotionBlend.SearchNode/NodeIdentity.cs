namespace MotionBlend.SearchNode;

/// <summary>What the node tells about itself; versions are those of the Elasticsearch it follows.</summary>
internal static class NodeIdentity
{
    /// <summary>The Elasticsearch version whose REST contract the node keeps.</summary>
    public const string Version = "8.19.21";

    public const string LuceneVersion = "9.12.2";

    /// <summary>40 hexadecimal digits where Elasticsearch has its commit; this node is no build of Elasticsearch.</summary>
    public const string BuildHash = "0000000000000000000000000000000000000000";

    public const string BuildDate = "2026-11-01T00:00:00.000000000Z";

    /// <summary>Value of <c>index.version.created</c> of new indices.</summary>
    public const string IndexVersion = "8537000";

    /// <summary>The node's id: fixed, since a node has no peers.</summary>
    public const string NodeId = "mbSearchNode0000000001";
}
