using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>A column as BigQuery describes it.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Type">Type as the REST interface names it, e.g. <c>FLOAT</c> or <c>TIMESTAMP</c>.</param>
/// <param name="Mode"><c>NULLABLE</c>, <c>REQUIRED</c> or <c>REPEATED</c>.</param>
internal sealed record BigQueryColumn(string Name, string Type, string Mode)
{
    /// <summary>The columns to select: those of the mart that the table has, in the mart's order.</summary>
    /// <param name="table">The table, for errors.</param>
    /// <param name="columns">All columns of the table.</param>
    /// <exception cref="MartException">The table has none of the mart's columns, or has one of a type that the mart's cannot have.</exception>
    public static IReadOnlyList<MartColumn> Selected(BigQueryTable table, IReadOnlyList<BigQueryColumn> columns)
    {
        // BigQuery's column names do not distinguish case.
        var byName = columns.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        var selected = MartColumn.All.Where(column => byName.ContainsKey(column.Name)).ToList();
        if (selected.Count == 0)
        {
            throw new MartException($"{table} has none of the columns of the blend mart, such as {BlendFields.BlendId}") { Cure = "check --bq-table" };
        }

        foreach (var column in selected)
        {
            var found = byName[column.Name];
            if (found.Mode == "REPEATED" || Kind(found.Type) is not { } kind || !Suits(kind, column.Type))
            {
                throw new MartException($"{table}: column {found.Name} has the type {(found.Mode == "REPEATED" ? "ARRAY of " : "")}{found.Type}, but the mart's is {Expected(column.Type)}") { Cure = "cast it in a view and export the view" };
            }
        }

        return selected;
    }

    /// <summary>How values of a type are read; null for a type that no column of the mart can have.</summary>
    /// <param name="type">Standard SQL's name or the older one of the REST interface.</param>
    public static BigQueryKind? Kind(string type) => type switch
    {
        "STRING" => BigQueryKind.Text,
        "INTEGER" or "INT64" => BigQueryKind.Integer,
        "FLOAT" or "FLOAT64" or "NUMERIC" => BigQueryKind.Number,
        "BOOLEAN" or "BOOL" => BigQueryKind.Boolean,
        "TIMESTAMP" => BigQueryKind.Timestamp,
        _ => null,
    };

    private static bool Suits(BigQueryKind kind, BlendFieldType type) => type switch
    {
        BlendFieldType.Keyword => kind is BigQueryKind.Text,
        BlendFieldType.Float => kind is BigQueryKind.Number or BigQueryKind.Integer,
        BlendFieldType.Integer => kind is BigQueryKind.Integer,
        BlendFieldType.Boolean => kind is BigQueryKind.Boolean,
        BlendFieldType.Date => kind is BigQueryKind.Timestamp,
        _ => false,
    };

    private static string Expected(BlendFieldType type) => type switch
    {
        BlendFieldType.Keyword => "STRING",
        BlendFieldType.Float => "FLOAT64",
        BlendFieldType.Integer => "INT64",
        BlendFieldType.Boolean => "BOOL",
        BlendFieldType.Date => "TIMESTAMP",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
