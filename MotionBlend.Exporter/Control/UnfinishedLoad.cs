using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Control;

/// <summary>A full export that has not ended: all that a later run, on any machine, needs to go on with it.</summary>
/// <param name="RunId">The run that began it.</param>
/// <param name="Source">Name of the mart.</param>
/// <param name="Index">The index that it loads.</param>
/// <param name="Mapping">Digest of that index's mapping.</param>
/// <param name="Settled">Rows updated before this time could all be read when the load began.</param>
/// <param name="Point">Where to go on reading; null for a load that is done, of a mart that has no such places.</param>
/// <param name="Done">What became of the rows up to there.</param>
/// <param name="DeadLetters">The dead-letter files of the runs so far, each on the machine of its run.</param>
internal sealed record UnfinishedLoad(
    string RunId, string Source, string Index, string Mapping, DateTimeOffset Settled, ResumePoint? Point, LoadTally Done, IReadOnlyList<string> DeadLetters)
{
    /// <summary>Documents that a task's load made, once it is done; null before, and where one run loads all.</summary>
    public long? Documents { get; init; }
}
