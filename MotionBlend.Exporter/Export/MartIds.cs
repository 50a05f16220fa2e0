using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Export;

/// <summary>The ids of all rows of a mart.</summary>
/// <param name="Keys">The ids that can be read.</param>
/// <param name="Unreadable">Rows whose id cannot be read.</param>
internal sealed record MartIds(KeySet Keys, long Unreadable)
{
    /// <summary>Why what the mart no longer has cannot be known; null when it can.</summary>
    public string? WhyUnknown => Unreadable == 0 ? null : $"the id of {Unreadable} rows cannot be read, so what the mart no longer has cannot be known";

    /// <summary>Reads them.</summary>
    /// <exception cref="MartException">The mart cannot be read, or gave another number of rows than it has.</exception>
    public static async Task<MartIds> ReadAsync(IMartSource source, BatchLimits limits, CancellationToken cancellationToken)
    {
        var keys = new KeySet();
        var (rows, unreadable) = (0L, 0L);
        await foreach (var batch in source.ReadAsync(limits, cancellationToken))
        {
            using (batch)
            {
                rows += batch.Count;
                for (var row = 0; row < batch.Count; row++)
                {
                    if (BlendIdReader.TryRead(batch.Row(row), out var key))
                    {
                        keys.Add(key);
                    }
                    else
                    {
                        unreadable++;
                    }
                }
            }
        }

        return source.TotalRows is { } total && total != rows
            ? throw new MartException($"{source.Name} has {total} rows and gave {rows}, so what it no longer has cannot be known")
            : new MartIds(keys, unreadable);
    }
}
