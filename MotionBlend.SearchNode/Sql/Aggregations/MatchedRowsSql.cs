using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>
/// The matching rows of a search with the columns that its aggregations read, over all searched indices. Every
/// statement of an aggregation starts from it; DuckDB reads only the columns that the statement uses.
/// </summary>
internal static class MatchedRowsSql
{
    public static string Select(RowColumns columns, float? minScore, SqlParameters parameters)
    {
        var selects = columns.Targets.Select((target, i) => Scored(
            columns,
            $"SELECT {Columns(columns, target, i, parameters)} FROM {IndexTable.Searched(target.Index)} WHERE {Condition(target, minScore, parameters)}"));
        return string.Join(" UNION ALL ", selects);
    }

    /// <summary>The same columns of all rows that match, though the search ends before them and whatever their scores.</summary>
    public static string Uncut(RowColumns columns, SqlParameters parameters) => string.Join(" UNION ALL ", columns.Targets.Select((target, i) => Scored(
        columns,
        $"SELECT {Columns(columns, target, i, parameters)} FROM {IndexTable.Searched(target.Index)} WHERE {PredicateSql.Of(target.Whole, parameters)}")));

    /// <summary>The same columns of all documents of the searched indices.</summary>
    public static string All(RowColumns columns, SqlParameters parameters) => string.Join(" UNION ALL ", columns.Targets.Select((target, i) => Scored(
        columns,
        $"SELECT {Columns(columns, target with { Query = MatchAllNode.Instance }, i, parameters)} FROM {IndexTable.Searched(target.Index)}"
        + (target.AliasFilter is { } filter ? $" WHERE {PredicateSql.Of(filter, parameters)}" : ""))));

    /// <summary>The same columns of all documents of the one searched index, with the number of each row as <c>number</c>.</summary>
    public static string Numbered(RowColumns columns, SqlParameters parameters)
    {
        var target = columns.Targets[0] with { Query = MatchAllNode.Instance };
        return Scored(columns, $"SELECT rowid AS number, {Columns(columns, target, 0, parameters)} FROM {IndexTable.Searched(target.Index)}");
    }

    // A sort value that is the score names it, which it can only from outside.
    private static string Scored(RowColumns columns, string rows)
    {
        var scores = SortsByScore(columns).Select(column => $", score AS {column}").ToList();
        return scores.Count == 0 ? rows : $"SELECT *{string.Concat(scores)} FROM ({rows})";
    }

    private static IEnumerable<string> SortsByScore(RowColumns columns) => columns.Sorts.SelectMany((keys, number) =>
        keys.Select((key, i) => (key, Column: TopHitsSql.SortColumn(number, i))).Where(sort => sort.key.Key.Field == SortKey.Score).Select(sort => sort.Column));

    private static string Columns(RowColumns columns, SearchTarget target, int index, SqlParameters parameters)
    {
        var fields = columns.Fields.Select(column => $"{Field(column, target, parameters)} AS {column.Name}");
        var conditions = columns.Conditions.Select(condition =>
            $"({PredicateSql.Of(condition.Bound[index], parameters)}) IS TRUE AS {condition.Name}");
        var all = string.Join(", ", fields.Concat(conditions).Concat(Hits(columns, target, index, parameters)));
        return all.Length == 0 ? "1 AS nothing" : all;
    }

    // What places a row among hits, under the names that SortSql orders by.
    private static IEnumerable<string> Hits(RowColumns columns, SearchTarget target, int index, SqlParameters parameters)
    {
        if (columns.Sorts.Count == 0)
            return [];
        var values = columns.Sorts.SelectMany((keys, number) =>
            keys.Select((key, i) => (key, i)).Where(sort => sort.key.Key.Field != SortKey.Score)
                .Select(sort => $"{SortSql.Value(sort.key, target, index, parameters)} AS {TopHitsSql.SortColumn(number, sort.i)}"));
        var score = columns.NeedsScores ? new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql : "0::FLOAT";
        return [$"{index} AS shard", "rowid AS row", $"{score} AS score", "_seq_no", .. values];
    }

    private static string Field(RowColumn column, SearchTarget target, SqlParameters parameters)
    {
        if (MetadataFields.Names.Contains(column.Path))
            return column.Path == "_index" ? parameters.Add(target.Index.Name) : column.Path;
        if (column.Type is not { } type)
            return "NULL::DOUBLE";
        var sqlType = IndexTable.SqlType(type.Column) + (column.Many ? "[]" : "");
        if (target.Context.Field(column.Path) is not { } field)
            return $"NULL::{sqlType}";
        if (field.Many == column.Many)
            return field.Type.Column == type.Column ? ValueSql.Of(field) : $"{ValueSql.Of(field)}::{sqlType}";
        return $"(CASE WHEN {field.ColumnName} IS NULL THEN NULL ELSE [{field.ColumnName}] END)::{sqlType}";
    }

    private static string Condition(SearchTarget target, float? minScore, SqlParameters parameters)
    {
        var query = PredicateSql.Of(target.Query, parameters);
        return minScore is { } least
            ? $"({query}) AND {new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql} >= {parameters.Add(least)}"
            : query;
    }
}
