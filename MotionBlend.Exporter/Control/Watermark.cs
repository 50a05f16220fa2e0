namespace MotionBlend.Exporter.Control;

/// <summary>Up to where an index is known to hold a mart: every row updated before was read, written, refreshed and counted.</summary>
/// <param name="Time">Rows updated before this time are done; later ones are not.</param>
/// <param name="Source">Name of the mart; another mart starts from its beginning.</param>
/// <param name="Index">The concrete index; another index, as after a rollback, starts from the mart's beginning.</param>
/// <param name="RunId">The run that proved it.</param>
internal sealed record Watermark(DateTimeOffset Time, string Source, string Index, string RunId)
{
    /// <summary>
    /// What a run has proven: no more than the newest row it saw, as the mart may be an older copy, and no more than
    /// <paramref name="settled"/>, as rows may become visible some time after their <c>updated_at</c>.
    /// </summary>
    /// <param name="newestVersion">Newest version of the rows, microseconds since 1970; null when there were none.</param>
    /// <param name="settled">Start of the run less the time that late rows have.</param>
    public static DateTimeOffset? Proven(long? newestVersion, DateTimeOffset settled)
    {
        if (newestVersion is not { } micros)
        {
            return null;
        }

        var newest = new DateTimeOffset(Rows.Timestamp.ToDateTime(micros));
        return newest < settled ? newest : settled;
    }
}
