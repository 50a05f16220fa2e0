namespace MotionBlend.SearchNode.Documents;

/// <summary>When searches see a write: the <c>refresh</c> parameter.</summary>
internal enum RefreshPolicy
{
    /// <summary>At the next refresh of the index.</summary>
    None,

    /// <summary>When the write is answered, by a refresh that the answer tells of.</summary>
    Immediate,

    /// <summary>When the write is answered. Elasticsearch lets the answer wait for the next refresh; here one is made.</summary>
    WaitFor,
}
