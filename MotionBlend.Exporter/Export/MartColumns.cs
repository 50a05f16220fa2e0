using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Export;

/// <summary>The schema gate: a mart's columns against those of a blend.</summary>
internal static class MartColumns
{
    /// <summary>Checks that a mart has every column.</summary>
    /// <returns>Columns of the mart that a blend has not; they are left out.</returns>
    /// <exception cref="ExportException">Columns are missing; all of them are named.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> CheckAsync(IMartSource source, CancellationToken cancellationToken)
    {
        var columns = await source.ReadColumnsAsync(cancellationToken);
        var missing = MartColumn.All.Where(column => !columns.Contains(column.Name)).Select(column => column.Name).ToArray();
        return missing.Length == 0
            ? [.. columns.Where(column => MartColumn.Find(column) is null)]
            : throw new ExportException(ExportFailure.SchemaMismatch,
                $"{source.Name} lacks {(missing.Length == 1 ? "the column" : "the columns")} {string.Join(", ", missing)}",
                "export every column of mart_blend_snn_metrics; docs/exporter.md lists them");
    }
}
