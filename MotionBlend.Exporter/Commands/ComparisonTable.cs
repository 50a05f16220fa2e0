using MotionBlend.Exporter.Comparison;
using MotionBlend.Exporter.Progress;
using Spectre.Console;

namespace MotionBlend.Exporter.Commands;

/// <summary>A comparison as people read it.</summary>
internal static class ComparisonTable
{
    /// <summary>Writes what <c>verify</c> found.</summary>
    public static void WriteVerification(ExporterConsole console, ComparisonResult result)
    {
        var table = Start(result);
        Row(table, "index documents", result.Documents, []);
        Row(table, "equal", result.Count(ComparisonClass.Equal), []);
        Row(table, "missing in the index", result, ComparisonClass.MissingInIndex);
        Row(table, "missing in the mart", result, ComparisonClass.MissingInMart);
        Row(table, "newer in the mart", result, ComparisonClass.NewerInMart);
        Row(table, "newer in the index", result, ComparisonClass.NewerInIndex);
        Row(table, "same version, other values", result, ComparisonClass.Different);
        console.Terminal.Write(table);
        console.Output.WriteLine(result.IsEqual ? "equal: the index holds what the mart holds" : "mart and index differ");
    }

    /// <summary>Writes what <c>plan</c> found.</summary>
    public static void WritePlan(ExporterConsole console, ComparisonResult result)
    {
        var table = Start(result);
        Row(table, "new for readers", result, ComparisonClass.MissingInIndex);
        Row(table, "newer version", result, ComparisonClass.NewerInMart);
        Row(table, "same version, other values", result, ComparisonClass.Different);
        Row(table, "older version than now", result, ComparisonClass.NewerInIndex);
        Row(table, "unchanged", result.Count(ComparisonClass.Equal), []);
        Row(table, "gone for readers", result, ComparisonClass.MissingInMart);
        console.Terminal.Write(table);
    }

    private static Table Start(ComparisonResult result)
    {
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("");
        Row(table, "mart rows", result.Rows, []);
        if (result.Rejected > 0)
        {
            Row(table, "rejected by a rule", result.Rejected, []);
        }

        if (result.Repeated > 0)
        {
            Row(table, "with an id that an earlier row has", result.Repeated, []);
        }

        return table;
    }

    private static void Row(Table table, string name, ComparisonResult result, ComparisonClass comparison) =>
        Row(table, name, result.Count(comparison), result.Samples(comparison));

    private static void Row(Table table, string name, long count, IReadOnlyList<string> samples) => table.AddRow(
        name, ProgressText.Count(count), Markup.Escape(string.Join(", ", samples) + (count > samples.Count && samples.Count > 0 ? ", ..." : "")));
}
