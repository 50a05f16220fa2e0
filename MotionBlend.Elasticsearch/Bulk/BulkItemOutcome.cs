namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>What became of one operation: the closed list that callers decide on.</summary>
public enum BulkItemOutcome
{
    /// <summary>The document did not exist and does now.</summary>
    Created,

    /// <summary>The document existed and was replaced.</summary>
    Updated,

    /// <summary>The index already held what was asked for.</summary>
    Noop,

    /// <summary>409: the index holds a higher version; nothing was written.</summary>
    Conflict,

    /// <summary>429, 502, 503 or 504: the shard could not take it now; the same operation may succeed later.</summary>
    Unavailable,

    /// <summary>400: the document does not fit the index; it never will.</summary>
    Malformed,

    /// <summary>Any other status: the index, not the document, is at fault (gone, blocked, forbidden).</summary>
    Refused,
}
