using System.Text;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>The query for a window of the mart. Its text is made of checked names only; every value is a parameter.</summary>
/// <param name="Text">GoogleSQL.</param>
/// <param name="Parameters">Named parameters of the text.</param>
internal sealed record MartQuery(string Text, IReadOnlyList<QueryParameter> Parameters)
{
    private const string From = "updated_from";
    private const string Before = "updated_before";
    private const string Snapshot = "snapshot_time";
    private const string ShardIndex = "shard_index";
    private const string ShardCount = "shard_count";

    /// <summary>Selects columns of the rows of a window.</summary>
    /// <remarks>There is no ORDER BY: rows carry their own version, and sorting a large result costs and can fail.</remarks>
    public static MartQuery Select(BigQueryTable table, IEnumerable<MartColumn> columns, MartWindow window)
    {
        var parameters = new List<QueryParameter>();
        var text = new StringBuilder("SELECT ");
        text.AppendJoin(", ", columns.Select(column => Quote(column.Name)));
        text.Append("\nFROM ").Append(table.Quoted);
        if (window.SnapshotTime is { } snapshot)
        {
            text.Append(" FOR SYSTEM_TIME AS OF @" + Snapshot);
            parameters.Add(QueryParameter.Timestamp(Snapshot, snapshot));
        }

        var conditions = Conditions(window, parameters);
        if (conditions.Count > 0)
        {
            text.Append("\nWHERE ").AppendJoin("\n  AND ", conditions);
        }

        return new MartQuery(text.ToString(), parameters);
    }

    /// <summary>
    /// The window as a row restriction of Storage Read, which takes no parameters: the times are written as typed literals.
    /// Empty for all rows. A shard cannot be said so, as restrictions are simple comparisons.
    /// </summary>
    public static string RowRestriction(MartWindow window)
    {
        var updatedAt = Quote(BlendFields.UpdatedAt);
        var conditions = new List<string>();
        if (window.UpdatedFrom is { } from)
        {
            conditions.Add($"{updatedAt} >= TIMESTAMP '{QueryParameter.TimestampText(from)}'");
        }

        if (window.UpdatedBefore is { } before)
        {
            conditions.Add(Upper(window, $"{updatedAt} < TIMESTAMP '{QueryParameter.TimestampText(before)}'"));
        }

        return string.Join(" AND ", conditions);
    }

    private static List<string> Conditions(MartWindow window, List<QueryParameter> parameters)
    {
        var updatedAt = Quote(BlendFields.UpdatedAt);
        var conditions = new List<string>();
        if (window.UpdatedFrom is { } from)
        {
            conditions.Add($"{updatedAt} >= @{From}");
            parameters.Add(QueryParameter.Timestamp(From, from));
        }

        if (window.UpdatedBefore is { } before)
        {
            conditions.Add(Upper(window, $"{updatedAt} < @{Before}"));
            parameters.Add(QueryParameter.Timestamp(Before, before));
        }

        if (window.Shard is { } shard)
        {
            // A fingerprint may be negative, and ABS fails on the lowest one. A row without an id has none; the first shard meets it, to reject it aloud.
            conditions.Add($"IFNULL(MOD(MOD(FARM_FINGERPRINT({Quote(BlendFields.BlendId)}), @{ShardCount}) + @{ShardCount}, @{ShardCount}), 0) = @{ShardIndex}");
            parameters.Add(QueryParameter.Int64(ShardIndex, shard.Index));
            parameters.Add(QueryParameter.Int64(ShardCount, shard.Count));
        }

        return conditions;
    }

    /// <summary>A row without a time would vanish behind an upper bound alone; a read from the start must meet it, to reject it aloud.</summary>
    private static string Upper(MartWindow window, string condition) =>
        window.UpdatedFrom is null ? $"({condition} OR {Quote(BlendFields.UpdatedAt)} IS NULL)" : condition;

    /// <summary>Column names come from <see cref="BlendFields"/>, never from a user.</summary>
    private static string Quote(string column) => $"`{column}`";
}
