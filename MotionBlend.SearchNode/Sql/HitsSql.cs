using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>The statements that find a search's hits: matching rows in order, their number, and what is shown of them.</summary>
internal static class HitsSql
{
    /// <summary>Shard, row, score and sort values of the hits of a page, in order.</summary>
    public static SqlStatement Page(IReadOnlyList<SearchTarget> targets, SearchRequest request, IReadOnlyList<BoundSortKey> sort)
    {
        var parameters = new SqlParameters();
        var selects = targets.Select((target, shard) =>
        {
            var score = request.NeedsScores ? new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql : "NULL::FLOAT";
            var values = string.Concat(sort.Select((key, i) => $", {SortSql.Value(key, target, parameters)} AS s{i}"));
            return $"SELECT {shard} AS shard, rowid AS row, {score} AS score{values}, _seq_no FROM {IndexTable.Name(target.Index.Number)} "
                + $"WHERE {Matches(target, parameters)}";
        });
        var union = string.Join(" UNION ALL ", selects);
        var least = request.MinScore is { } minimum ? $" WHERE score >= {parameters.Add(minimum)}" : "";
        return parameters.Statement(
            $"SELECT * FROM ({union}){least} ORDER BY {SortSql.OrderBy(sort)} LIMIT {request.Size} OFFSET {request.From}");
    }

    /// <summary>The number of matching rows, and the best score.</summary>
    public static SqlStatement Total(IReadOnlyList<SearchTarget> targets, float? minScore)
    {
        var parameters = new SqlParameters();
        var selects = targets.Select(target =>
        {
            var score = minScore is null ? "NULL::FLOAT" : new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql;
            return $"SELECT {score} AS score FROM {IndexTable.Name(target.Index.Number)} WHERE {Matches(target, parameters)}";
        });
        var least = minScore is { } minimum ? $" WHERE score >= {parameters.Add(minimum)}" : "";
        return parameters.Statement($"SELECT count(*) FROM ({string.Join(" UNION ALL ", selects)}){least}");
    }

    /// <summary>The documents of some rows of an index; by row number, which spares the database all blocks without one of them.</summary>
    public static SqlStatement Documents(SearchTarget target, List<long> rows, bool withSource) => SqlStatement.Of(
        $"SELECT rowid, _seq_no, _id, _version, _routing, _ignored, {(withSource ? "_source" : "NULL")} FROM {IndexTable.Name(target.Index.Number)} "
        + "WHERE rowid IN (SELECT unnest($1))",
        rows);

    /// <summary>The condition of a target: its query, and the post filter where hits are meant.</summary>
    private static string Matches(SearchTarget target, SqlParameters parameters)
    {
        var query = PredicateSql.Of(target.Query, parameters);
        return target.PostFilter is { } filter ? $"({query}) AND ({PredicateSql.Of(filter, parameters)})" : query;
    }
}
