using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Export;

/// <summary>The schema gate: a mart's columns against those of a blend.</summary>
internal static class MartColumns
{
    private const int NamedColumns = 5;

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
            : throw new ExportException(ExportFailure.SchemaMismatch, Problem(source.Name, columns, missing),
                "export every column of mart_blend_snn_metrics under its own name, in lower case; docs/exporter.md lists them");
    }

    private static string Problem(string mart, IReadOnlyList<string> columns, string[] missing) =>
        missing.Length == MartColumn.All.Length
            ? $"{mart} has none of the mart's {missing.Length} columns; its own are {string.Join(", ", columns.Take(NamedColumns))}{(columns.Count > NamedColumns ? ", ..." : "")}"
            : $"{mart} lacks {(missing.Length == 1 ? "the column" : "the columns")} {string.Join(", ", missing)}";
}
