namespace MotionBlend.SearchNode.Json;

/// <summary>What may stand behind the value of a text.</summary>
internal enum JsonEnd
{
    /// <summary>Nothing: the value is the whole of a request.</summary>
    OfRequest,

    /// <summary>Nothing: the value is the whole of a line or another part of a request.</summary>
    OfPart,

    /// <summary>A token that nobody reads.</summary>
    AnyToken,
}
