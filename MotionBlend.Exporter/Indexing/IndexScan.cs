using MotionBlend.Elasticsearch.Documents;

namespace MotionBlend.Exporter.Indexing;

/// <summary>Reads every document of an index as it is when the scan begins.</summary>
internal sealed class IndexScan(DocumentScanner scanner, ClusterRequests requests)
{
    /// <summary>Parts in which an index is read at the same time where speed matters.</summary>
    public static readonly int Slices = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>Documents of a page; of whole ones a little less than a megabyte. An index must allow searches of so many.</summary>
    public const int PageSize = 700;

    /// <summary>Reads.</summary>
    /// <param name="doing">What it is for, for errors.</param>
    /// <param name="index">Index or alias, refreshed.</param>
    /// <param name="isWhole">True for the documents' sources, false for their ids and versions alone.</param>
    /// <param name="slices">Parts that are read at the same time.</param>
    /// <param name="take">Takes a page of a slice (from 0), whose documents' sources are valid until it returns. Pages of different slices come at the same time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Export.ExportException">The cluster fails.</exception>
    public async Task ReadAsync(
        string doing, string index, bool isWhole, int slices, Action<int, IReadOnlyList<ScannedDocument>> take, CancellationToken cancellationToken)
    {
        var opened = await requests.SendAsync(doing, token => scanner.OpenAsync(index, token), cancellationToken);
        var latest = opened;
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = slices, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, slices, parallel, async (slice, token) =>
            {
                var place = new ScanPlace(opened, slice, slices, null);
                int documents;
                do
                {
                    using var page = await requests.SendAsync(doing, limit => scanner.PageAsync(place, PageSize, isWhole, limit), token);
                    documents = page.Documents.Count;
                    take(slice, page.Documents);
                    place = page.Next;
                    latest = place.PointInTime;
                }
                while (documents == PageSize);
            });
        }
        finally
        {
            // It ends by itself soon; that it is let go earlier is a courtesy.
            await scanner.CloseAsync(latest, CancellationToken.None);
        }
    }
}
