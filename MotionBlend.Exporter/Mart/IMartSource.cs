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

    /// <summary>Names of the mart's columns as far as they can be known before the first row is read.</summary>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken);

    /// <summary>Reads all rows in order. The caller disposes each batch.</summary>
    /// <exception cref="MartException">The mart cannot be read on.</exception>
    IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, CancellationToken cancellationToken);
}
