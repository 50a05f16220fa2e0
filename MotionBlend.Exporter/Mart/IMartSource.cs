namespace MotionBlend.Exporter.Mart;

/// <summary>
/// Rows of the mart <c>mart_blend_snn_metrics</c>, wherever they lie. Rows come as JSON objects in UTF-8, so that a bulk body
/// is built from the source's own bytes; a source of typed columns writes them in the order of <see cref="Rows.MartColumn"/>.
/// </summary>
internal interface IMartSource : IAsyncDisposable
{
    /// <summary>Where the rows come from, for people; holds no secret.</summary>
    string Name { get; }

    /// <summary>Rows in the mart; null when that is known only at the end.</summary>
    long? TotalRows { get; }

    /// <summary>True when it can be opened and read once more in the same run; a pipe cannot.</summary>
    bool CanBeReadAgain => true;

    /// <summary>Names of the mart's columns as far as they can be known before the first row is read.</summary>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken);

    /// <summary>Takes the read up where one of an earlier run stopped. Called before the first row is read.</summary>
    /// <returns>Null, or why it cannot be taken up, for people; the read then begins with the first row.</returns>
    /// <exception cref="MartException">The mart cannot be asked.</exception>
    ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken);

    /// <summary>Where a later run can take the read up; null when none can.</summary>
    /// <param name="rowsDone">Number of the last row of a batch up to which every row is done with.</param>
    ResumePoint? ResumePointAt(long rowsDone);

    /// <summary>Reads all rows in order; a read that was taken up may begin with some rows that are done with. The caller disposes each batch.</summary>
    /// <exception cref="MartException">The mart cannot be read on.</exception>
    IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, CancellationToken cancellationToken);
}
