using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Search.Rows;
using MotionBlend.SearchNode.Sql.Aggregations;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>Asks the database what the query cache keeps of an index's rows.</summary>
internal static class RowFactSql
{
    /// <summary>How many row numbers an index has; deleted rows may have some of them.</summary>
    public static long RowNumbers(ReadSession session, IndexState index) =>
        session.Single($"SELECT coalesce(max(rowid) + 1, 0) FROM {IndexTable.Name(index.Number)}", row => row.Long(0));

    /// <summary>The rows that meet a condition.</summary>
    /// <param name="session">The view.</param>
    /// <param name="condition">A statement of their numbers, in a column <c>number</c>.</param>
    /// <param name="rows">How many row numbers there are.</param>
    public static RowSet Matching(ReadSession session, SqlStatement condition, long rows) => session.Single(
        condition with { Text = $"SELECT {Bits(rows)} FROM ({condition.Text})" },
        row => row.IsNull(0) ? RowSet.None : RowSet.Of(row.Bytes(0)));

    /// <summary>The numbers of the rows that meet a condition.</summary>
    public static SqlStatement Numbers(IndexState index, QueryNode condition)
    {
        var parameters = new SqlParameters();
        return parameters.Statement($"SELECT rowid AS number FROM {IndexTable.Searched(index)} WHERE {PredicateSql.Of(condition, parameters)}");
    }

    /// <summary>The numbers of the rows whose columns meet a condition.</summary>
    public static SqlStatement Numbers(RowColumns columns, Func<SqlParameters, string> condition)
    {
        var parameters = new SqlParameters();
        return parameters.Statement($"SELECT number FROM ({MatchedRowsSql.Numbered(columns, parameters)}) WHERE {condition(parameters)}");
    }

    /// <summary>The numbers of the rows that have a key, with that.</summary>
    public static SqlStatement Keys(RowColumns columns, Func<SqlParameters, string> key)
    {
        var parameters = new SqlParameters();
        return parameters.Statement(
            $"SELECT * FROM (SELECT number, {key(parameters)} AS key FROM ({MatchedRowsSql.Numbered(columns, parameters)})) WHERE key IS NOT NULL");
    }

    /// <summary>The rows of each key.</summary>
    /// <param name="session">The view.</param>
    /// <param name="keys">A statement of the numbers of the rows that have a key, and in a column <c>key</c> that.</param>
    /// <param name="rows">How many row numbers there are.</param>
    /// <param name="mostBytes">What they may take.</param>
    public static KeyRows ByKey(ReadSession session, SqlStatement keys, long rows, long mostBytes)
    {
        var most = rows * sizeof(ushort) <= mostBytes ? KeyNumbers.MostKeys : KeySets.MostKeys;
        var count = session.Single(
            keys with { Text = $"SELECT count(*) FROM (SELECT DISTINCT key FROM ({keys.Text}) LIMIT {most + 1})" }, row => row.Long(0));
        if (count <= KeySets.MostKeys && count * rows / 8 <= mostBytes)
        {
            return new KeySets(session.Query(
                keys with { Text = $"SELECT key, {Bits(rows)} FROM ({keys.Text}) GROUP BY key" },
                row => (BucketSql.ReadKey(row, 1), RowSet.Of(row.Bytes(1)))));
        }

        if (count > most || most < KeyNumbers.MostKeys)
            return new TooManyKeys();
        var numbers = new ushort[rows];
        var found = new List<BucketKey>((int)count);
        session.Query(
            keys with { Text = $"SELECT key, list(number) FROM ({keys.Text}) GROUP BY key" },
            row =>
            {
                found.Add(BucketSql.ReadKey(row, 1));
                foreach (var number in row.List<long>(1)!)
                    numbers[number] = (ushort)found.Count;
                return true;
            });
        return new KeyNumbers(found, numbers);
    }

    /// <summary>Rows in the order of a field's values, without those that have none.</summary>
    /// <param name="session">The view.</param>
    /// <param name="index">The index.</param>
    /// <param name="part">The condition of the rows.</param>
    /// <param name="field">A field of single numbers.</param>
    /// <param name="descending">Whether the largest value is first.</param>
    /// <param name="most">How many rows there may be; those of the last value go where there are more.</param>
    public static SortOrder Order(ReadSession session, IndexState index, QueryNode part, MappedField field, bool descending, long most)
    {
        var parameters = new SqlParameters();
        var rows = session.Query(
            parameters.Statement(
                $"SELECT rowid, _seq_no, {field.ColumnName} FROM {IndexTable.Searched(index)} "
                + $"WHERE {PredicateSql.Of(part, parameters)} AND {field.ColumnName} IS NOT NULL "
                + $"ORDER BY {field.ColumnName} {(descending ? "DESC" : "ASC")}, _seq_no LIMIT {most}"),
            row => new OrderedRow(row.Long(0), row.Long(1), row.Value(2)!));
        if (rows.Count == most)
        {
            var last = rows[^1].Value;
            rows.RemoveAll(row => row.Value.Equals(last));
        }

        return new SortOrder(rows);
    }

    // A bit for each row number, in whole words.
    private static string Bits(long rows) => $"bitstring_agg(number, 0, {(((rows - 1) / RowSet.WordBits) + 1) * RowSet.WordBits - 1})::BLOB";
}
