namespace MotionBlend.Exporter.Indexing;

/// <summary>An index of an alias that is not behind it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUnfinished">True while it has the settings of a load: a run has not finished it yet, or never will.</param>
/// <param name="IsStray">
/// True when no run made it, as its mapping names none: Elasticsearch makes an index of what a run that stood still sends to one that was deleted.
/// </param>
internal sealed record UnlistedIndex(string Name, bool IsUnfinished, bool IsStray)
{
    /// <summary>True when readers can be given it.</summary>
    public bool IsWhole => !IsUnfinished && !IsStray;
}
