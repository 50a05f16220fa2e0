using MotionBlend.Exporter.Runs;
using Spectre.Console;

namespace MotionBlend.Exporter.Progress;

/// <summary>A ledger as people read it: what became of every row, or what would become of it.</summary>
internal static class LedgerTable
{
    /// <summary>Writes it; classes without rows are left out.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="ledger">The counts.</param>
    /// <param name="source">Name of the mart.</param>
    /// <param name="warnings">Warnings by rule.</param>
    /// <param name="isNew">True for a load into a new index.</param>
    public static void Write(IAnsiConsole console, LedgerCounts ledger, string source, IReadOnlyDictionary<string, long> warnings, bool isNew)
    {
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("");
        Row(table, "read", ledger.Read, source);
        Row(table, "created", ledger.Created, "");
        Row(table, "updated", ledger.Updated, isNew ? "an earlier row had the same id" : "", isShown: ledger.Updated > 0);
        Row(table, "unchanged", ledger.Noop, "the index held them already", isShown: ledger.Noop > 0);
        Row(table, "superseded", ledger.Superseded, "the index holds a newer version", isShown: ledger.Superseded > 0);
        Row(table, "outside", ledger.OutsideWindow, "another run's: not in this one's window or part", isShown: ledger.OutsideWindow > 0);
        Row(table, "rejected", ledger.DeadLettered, "in the dead-letter file", isShown: ledger.DeadLettered > 0);
        Row(table, "deleted", ledger.Deleted, "the mart no longer has them", isShown: ledger.Deleted > 0);
        foreach (var (rule, count) in warnings.OrderBy(warning => warning.Key, StringComparer.Ordinal))
        {
            Row(table, "warnings", count, rule);
        }

        console.Write(table);
    }

    private static void Row(Table table, string name, long count, string note, bool isShown = true)
    {
        if (isShown)
        {
            table.AddRow(name, ProgressText.Count(count), Markup.Escape(note));
        }
    }
}
