using System.CommandLine;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Rows;
using ParquetSharp.Arrow;

namespace MotionBlend.Exporter.Bench;

/// <summary><c>parquet</c>: the rows of a mart file as Parquet, as warehouses write it: typed columns, Snappy, row groups of 122,880.</summary>
internal static class ParquetCommand
{
    private const int GroupRows = 122_880;

    public static Command Create()
    {
        var mart = new Option<string>("--mart") { Required = true, Description = "Mart file to read." };
        var output = new Option<string>("--out") { Required = true, Description = "Parquet file to write." };
        var command = new Command("parquet", "Writes the rows of a mart file as Parquet.") { mart, output };
        command.SetAction((parsed, cancellationToken) => WriteAsync(parsed.GetRequiredValue(mart), parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task WriteAsync(string mart, string output, CancellationToken cancellationToken)
    {
        var schema = new Schema(MartColumn.All.Select(column => new Field(column.Name, TypeOf(column), nullable: true)), null);
        using var writer = new FileWriter(output, schema);
        await using var source = await MartFile.OpenAsync(mart, cancellationToken);
        await foreach (var batch in source.ReadAsync(new BatchLimits(GroupRows, int.MaxValue), cancellationToken))
        {
            using (batch)
            {
                var rows = Enumerable.Range(0, batch.Count).Select(row => JsonElement.Parse(batch.Row(row))).ToArray();
                using var records = new RecordBatch(schema, MartColumn.All.Select(column => Column(column, rows)), rows.Length);
                writer.WriteRecordBatch(records, GroupRows);
            }
        }

        writer.Close();
    }

    private static IArrowType TypeOf(MartColumn column) => column.Type switch
    {
        BlendFieldType.Float => DoubleType.Default,
        BlendFieldType.Integer => Int64Type.Default,
        BlendFieldType.Boolean => BooleanType.Default,
        BlendFieldType.Date => new TimestampType(TimeUnit.Microsecond, "UTC"),
        _ => StringType.Default,
    };

    private static IArrowArray Column(MartColumn column, JsonElement[] rows)
    {
        var cells = rows.Select(row => row.GetProperty(column.Name));
        return column.Type switch
        {
            BlendFieldType.Float => new DoubleArray.Builder().AppendRange(cells.Select(cell => cell.GetDouble())).Build(),
            BlendFieldType.Integer => new Int64Array.Builder().AppendRange(cells.Select(cell => cell.GetInt64())).Build(),
            BlendFieldType.Boolean => new BooleanArray.Builder().AppendRange(cells.Select(cell => cell.GetBoolean())).Build(),
            BlendFieldType.Date => new TimestampArray.Builder((TimestampType)TypeOf(column)).AppendRange(cells.Select(cell => cell.GetDateTimeOffset())).Build(),
            _ => new StringArray.Builder().AppendRange(cells.Select(cell => cell.GetString()!)).Build(),
        };
    }
}
