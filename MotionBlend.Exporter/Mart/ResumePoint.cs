using System.Text.Json.Serialization;

namespace MotionBlend.Exporter.Mart;

/// <summary>Where the read of a mart can be taken up by a later run, on any machine. Holds no secret.</summary>
/// <param name="RowsDone">Rows that are done with, in the order in which they were read.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(InFile), "file")]
[JsonDerivedType(typeof(InResult), "result")]
[JsonDerivedType(typeof(InSession), "session")]
internal abstract record ResumePoint(long RowsDone)
{
    /// <summary>In a file, as long as it is the same.</summary>
    /// <param name="RowsDone">Rows from its start.</param>
    /// <param name="Length">Its length, bytes.</param>
    /// <param name="ModifiedAt">When it was written last.</param>
    public sealed record InFile(long RowsDone, long Length, DateTimeOffset ModifiedAt) : ResumePoint(RowsDone)
    {
        /// <summary>A place in an open file.</summary>
        public static InFile Of(FileStream file, long rowsDone) => new(rowsDone, file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));

        /// <summary>Why the read of an open file cannot be taken up at a point; null when it can.</summary>
        public static string? WhyNot(FileStream file, ResumePoint point) => point switch
        {
            InFile place when place == Of(file, place.RowsDone) => null,
            InFile => $"{file.Name} has changed since",
            _ => "it was read from BigQuery then",
        };
    }

    /// <summary>In the result of a query job, which BigQuery keeps for about 24 hours.</summary>
    /// <param name="RowsDone">Rows from its start.</param>
    /// <param name="JobId">The job.</param>
    /// <param name="Location">Where it ran; null where the service does not say.</param>
    /// <param name="PageToken">Token of the page to begin with; null for the first.</param>
    /// <param name="RowsBefore">Rows that stand before that page, at most <paramref name="RowsDone"/>.</param>
    public sealed record InResult(long RowsDone, string JobId, string? Location, string? PageToken, long RowsBefore) : ResumePoint(RowsDone);

    /// <summary>In the streams of a read session, which lives for six hours.</summary>
    /// <param name="RowsDone">Rows of all streams.</param>
    /// <param name="Schema">The session's Arrow schema.</param>
    /// <param name="Streams">How far each stream was read.</param>
    /// <param name="ExpiresAt">When the session ends.</param>
    public sealed record InSession(long RowsDone, byte[] Schema, IReadOnlyList<StreamPlace> Streams, DateTimeOffset ExpiresAt) : ResumePoint(RowsDone);

    /// <summary>A place in a stream of a read session.</summary>
    /// <param name="Name">The stream.</param>
    /// <param name="RowsDone">Rows from its start.</param>
    public sealed record StreamPlace(string Name, long RowsDone);
}
