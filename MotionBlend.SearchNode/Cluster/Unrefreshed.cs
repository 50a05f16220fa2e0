namespace MotionBlend.SearchNode.Cluster;

/// <summary>
/// The writes to an index that searches do not see before its next refresh. Their rows stand behind all others, so one
/// sequence number parts them; the rows that they replace stay until the refresh and are listed aside.
/// </summary>
/// <param name="From">Sequence number of the first write that is not seen.</param>
/// <param name="Replaces">Whether rows that searches see have been replaced or deleted.</param>
/// <param name="SinceMillis">Time of that first write, milliseconds since 1970.</param>
internal sealed record Unrefreshed(long From, bool Replaces, long SinceMillis)
{
    /// <summary>Every write is seen, but rows that were replaced are still in the table: a full disk let nobody take them out.</summary>
    public static Unrefreshed ReplacedOnly { get; } = new(long.MaxValue, Replaces: true, SinceMillis: 0);

    /// <summary>Whether every write is seen.</summary>
    public bool HidesNothing => From == long.MaxValue;
}
