using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>The statements that find a search's hits: matching rows in order, their number, and what is shown of them.</summary>
internal static class HitsSql
{
    private const string KeptRows = "scroll_rows";

    /// <summary>Shard, row, score, sort values and collapse value of the hits of a page, in order.</summary>
    public static SqlStatement Page(HitQuery query)
    {
        var parameters = new SqlParameters();
        return parameters.Statement(
            $"{Rows(query, parameters)} ORDER BY {Order(query)} LIMIT {query.Request.Size} OFFSET {query.Request.From}");
    }

    /// <summary>As <see cref="Page"/>, of any so many hits, with their number behind: the page and the total where there are no more.</summary>
    public static SqlStatement PageOfAny(HitQuery query, long most)
    {
        var parameters = new SqlParameters();
        return parameters.Statement(
            $"SELECT *, count(*) OVER () FROM ({Rows(query, parameters)} LIMIT {most}) "
            + $"ORDER BY {Order(query)} LIMIT {query.Request.Size} OFFSET {query.Request.From}");
    }

    /// <summary>The first hits in order of writing.</summary>
    public static SqlStatement First(HitQuery query, int most)
    {
        var parameters = new SqlParameters();
        return parameters.Statement($"{Rows(query, parameters)} ORDER BY _seq_no LIMIT {most}");
    }

    /// <summary>The numbers of some rows with their sequence numbers.</summary>
    public static SqlStatement SequenceNumbers(IndexState index, List<long> rows)
    {
        var parameters = new SqlParameters();
        return parameters.Statement($"SELECT rowid, _seq_no FROM {IndexTable.Name(index.Number)} WHERE {ReachSql.Rows(rows, parameters)}");
    }

    /// <summary>Makes the temporary table of a scroll: all its rows with their place in the order.</summary>
    public static SqlStatement Keep(HitQuery query)
    {
        var parameters = new SqlParameters();
        return parameters.Statement(
            $"CREATE TEMPORARY TABLE {KeptRows} AS SELECT *, row_number() OVER (ORDER BY {SortSql.OrderBy(query.Sort)}) AS place FROM ({Rows(query, parameters)})");
    }

    /// <summary>Rows of a scroll behind a place.</summary>
    public static SqlStatement Kept(long position, int size) => SqlStatement.Of(
        $"SELECT * FROM {KeptRows} WHERE place > $1 AND place <= $2 ORDER BY place", position, position + size);

    /// <summary>The number of matching rows, counted up to a limit.</summary>
    public static SqlStatement Total(IReadOnlyList<SearchTarget> targets, float? minScore, long most = long.MaxValue)
    {
        var parameters = new SqlParameters();
        var selects = targets.Select(target =>
        {
            var score = minScore is null ? "NULL::FLOAT" : new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql;
            return $"SELECT {score} AS score FROM {IndexTable.Searched(target.Index)} WHERE {Matches(target, minScore, parameters)}";
        });
        var least = minScore is { } minimum ? $" WHERE score >= {parameters.Add(minimum)}" : "";
        var rows = $"FROM ({string.Join(" UNION ALL ", selects)}){least}";
        return parameters.Statement(most == long.MaxValue ? $"SELECT count(*) {rows}" : $"SELECT count(*) FROM (SELECT 1 {rows} LIMIT {most})");
    }

    /// <summary>Row, sequence number and source of the document of an id, as searches see it.</summary>
    public static SqlStatement Row(IndexState index, string id) =>
        SqlStatement.Of($"SELECT rowid, _seq_no, _source FROM {IndexTable.Searched(index)} WHERE _id = $1", id);

    /// <summary>The source of the document of an id.</summary>
    public static SqlStatement Source(IndexState index, string id) =>
        SqlStatement.Of($"SELECT _source FROM {IndexTable.Name(index.Number)} WHERE _id = $1{IndexTable.AndCurrent(index)}", id);

    /// <summary>The documents of some rows of an index, with the values of some columns and which named queries each matches.</summary>
    public static SqlStatement Documents(SearchTarget target, List<long> rows, bool withSource, IReadOnlyList<string> columns)
    {
        var parameters = new SqlParameters();
        var wanted = ReachSql.Rows(rows, parameters);
        var more = columns.Concat(target.Named.Select(named => $"({PredicateSql.Of(named, parameters)}) IS TRUE"));
        return parameters.Statement(
            $"SELECT rowid, _seq_no, _id, _version, _routing, _ignored, {(withSource ? "_source" : "NULL")}{string.Concat(more.Select(column => ", " + column))} "
            + $"FROM {IndexTable.Name(target.Index.Number)} WHERE {wanted}");
    }

    /// <summary>Ids, sequence numbers and routings of the matching documents, in order of writing.</summary>
    public static SqlStatement Addresses(SearchTarget target, int most)
    {
        var parameters = new SqlParameters();
        return parameters.Statement(
            $"SELECT _id, _seq_no, _routing FROM {IndexTable.Searched(target.Index)} WHERE {Matches(target, null, parameters)} "
            + $"ORDER BY _seq_no LIMIT {parameters.Add(most)}");
    }

    /// <summary>The condition of a target: its query, and the post filter where hits are meant.</summary>
    /// <param name="target">The target.</param>
    /// <param name="minScore">The least score of its hits, which is asked beside this; null for none.</param>
    /// <param name="parameters">Where values go.</param>
    public static string Matches(SearchTarget target, float? minScore, SqlParameters parameters)
    {
        var query = PredicateSql.Of(target.Query, parameters);
        if (target.PostFilter is not { } filter)
            return query;
        var filtered = PredicateSql.Of(filter, parameters);
        // A least score is asked of every match, and may fail on one that the filter would have left out.
        if (minScore is { } least && FunctionScoreNode.IsIn(target.Query))
        {
            var score = new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql;
            return $"CASE WHEN {query} THEN CASE WHEN {score} >= {parameters.Add(least)} THEN {filtered} ELSE FALSE END ELSE FALSE END";
        }

        return FunctionScoreNode.HasLeastScore(target.Query) ? $"CASE WHEN {query} THEN {filtered} ELSE FALSE END" : $"({query}) AND ({filtered})";
    }

    // Rows that are known to match need no look at what makes them.
    private static string Condition(HitQuery query, SearchTarget target, SqlParameters parameters) => query.Slice switch
    {
        null => Matches(target, query.Request.MinScore, parameters),
        RowsNode known => PredicateSql.Of(known, parameters),
        var slice => $"{Matches(target, query.Request.MinScore, parameters)} AND {PredicateSql.Of(slice, parameters)}",
    };

    private static bool IsScore(BoundSortKey key) => key.Key.Field == SortKey.Score;

    // One index has no shard to order by, and where all hits score the same their order is that of writing.
    private static string Order(HitQuery query) =>
        query.Targets is not [var only] ? SortSql.OrderBy(query.Sort)
        : query.Sort.Count == 0 && new ScoreSql(new SqlParameters(), only.Statistics).Of(only.Query).Constant is not null ? "_seq_no"
        : SortSql.OrderBy(query.Sort, "_seq_no");

    private static string Rows(HitQuery query, SqlParameters parameters)
    {
        var selects = query.Targets.Select((target, shard) =>
        {
            var score = query.Request.NeedsScores ? new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql : "NULL::FLOAT";
            var values = string.Concat(query.Sort.Select((key, i) => IsScore(key) ? "" : $", {SortSql.Value(key, target, shard, parameters)} AS s{i}"));
            var group = query.Group is { } field ? $", {CollapseSql.Value(field, target)} AS g" : "";
            var rows = $"SELECT {shard} AS shard, rowid AS row, {score} AS score{values}{group}, _seq_no FROM {IndexTable.Searched(target.Index)} "
                + $"WHERE {Condition(query, target, parameters)}";
            if (!query.Sort.Any(IsScore))
                return rows;
            // A sort value that is the score names it, which it can only from outside.
            var shown = string.Concat(query.Sort.Select((key, i) => IsScore(key) ? $", score AS s{i}" : $", s{i}"));
            return $"SELECT shard, row, score{shown}{(query.Group is null ? "" : ", g")}, _seq_no FROM ({rows})";
        });
        var conditions = new List<string>();
        if (query.Request.MinScore is { } minimum)
            conditions.Add($"score >= {parameters.Add(minimum)}");
        var rows = $"SELECT * FROM ({string.Join(" UNION ALL ", selects)})";
        if (query.Group is not null)
        {
            var least = conditions.Count > 0 ? $" WHERE {conditions[0]}" : "";
            conditions.Clear();
            rows = $"SELECT * FROM ({rows}{least} QUALIFY row_number() OVER (PARTITION BY g ORDER BY {SortSql.OrderBy(query.Sort)}) = 1)";
        }

        if (query.After is { } after)
            conditions.Add($"({SortSql.After(query.Sort, after, parameters)})");
        return conditions.Count == 0 ? rows : $"{rows} WHERE {string.Join(" AND ", conditions)}";
    }
}
