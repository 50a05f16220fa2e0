using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Comparison;

/// <summary>Compares every row of a mart with every document of an index by version and values. Writes nothing.</summary>
internal sealed class MartComparer(DocumentScanner scanner, ClusterRequests requests, QualityGate gate, RunProgress progress)
{
    /// <summary>Compares.</summary>
    /// <param name="source">The mart.</param>
    /// <param name="index">Index or alias; null when there is none yet.</param>
    /// <param name="limits">How the mart is cut into batches.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ExportException">The cluster fails.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    public async Task<ComparisonResult> CompareAsync(IMartSource source, string? index, BatchLimits limits, CancellationToken cancellationToken)
    {
        var result = new ComparisonResult();
        var mart = await ReadMartAsync(source, limits, result, cancellationToken);
        if (index is not null)
        {
            await CompareIndexAsync(index, mart, result, cancellationToken);
        }

        foreach (var key in mart.NeverFound())
        {
            result.Add(ComparisonClass.MissingInIndex, BlendKey.IdOf(key));
        }

        return result;
    }

    private async Task<BlendMap> ReadMartAsync(IMartSource source, BatchLimits limits, ComparisonResult result, CancellationToken cancellationToken)
    {
        progress.Phase = "reading mart";
        var map = new BlendMap();
        var judge = new RowJudge(gate);
        await foreach (var batch in source.ReadAsync(limits, cancellationToken))
        {
            using (batch)
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    result.Rows++;
                    if (!judge.Judge(batch.Row(row)))
                    {
                        result.Rejected++;
                    }
                    else
                    {
                        map.Add(BlendKey.Of(judge.Id), judge.Version, judge.Digest);
                    }
                }

                // The mart is the first half of the way, the index the second.
                progress.Compared(batch.Count);
                progress.Read(batch.SourceBytes, batch.Fraction / 2);
            }
        }

        map.Seal();
        (result.Replacing, result.Superseded) = (map.Replacing, map.Superseded);
        return map;
    }

    private async Task CompareIndexAsync(string index, BlendMap mart, ComparisonResult result, CancellationToken cancellationToken)
    {
        progress.Phase = "comparing";
        // As many pages are on their way at a time; each slice has a judge of its own.
        var judges = Enumerable.Range(0, IndexScan.Slices).Select(_ => new RowJudge(gate)).ToArray();
        var turn = new Lock();
        await new IndexScan(scanner, requests).ReadAsync("reading the index", index, isWhole: true, IndexScan.Slices, (slice, page) =>
        {
            var classes = page.Select(document => (Class: Classify(document, mart, judges[slice]), document.Id)).ToArray();
            lock (turn)
            {
                result.Documents += page.Count;
                foreach (var (comparison, id) in classes)
                {
                    result.Add(comparison, id);
                }
            }

            progress.Compared(page.Count);
            progress.Read(page.Sum(document => document.Source.Length), 0.5 + (0.5 * Math.Min(1, (double)result.Documents / Math.Max(1, mart.Count))));
        }, cancellationToken);
    }

    private static ComparisonClass Classify(ScannedDocument document, BlendMap mart, RowJudge judge)
    {
        // A document that is no blend any more is named by its own id, whatever it holds.
        if (!BlendKey.TryRead(document.Id, out var key) || !mart.TryFind(key, out var version, out var digest))
        {
            return ComparisonClass.MissingInMart;
        }

        if (version != document.Version)
        {
            return version > document.Version ? ComparisonClass.NewerInMart : ComparisonClass.NewerInIndex;
        }

        return judge.JudgeDocument(document.Source.Span) && judge.Digest == digest && judge.Id == document.Id
            ? ComparisonClass.Equal
            : ComparisonClass.Different;
    }
}
