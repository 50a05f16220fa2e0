using System.Globalization;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Sql.Queries.FunctionScore;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The columns of a statement that tells of some rows how they stand to the parts of a query.</summary>
internal sealed class ExplainColumns(IndexState index, TermStatistics statistics)
{
    private readonly SqlParameters _parameters = new() { InScore = true };
    private readonly List<string> _columns = ["rowid"];

    /// <summary>Whether the row matches a node: a boolean.</summary>
    public int Matches(QueryNode node) => Add($"({PredicateSql.Of(node, _parameters)}) IS TRUE");

    /// <summary>The row's score by a node under a boost, null where it does not match: a float.</summary>
    public int Score(QueryNode node, float boost) => IfMatches(node, $"{new ScoreSql(_parameters, statistics).Of(node, boost).Sql}::FLOAT");

    /// <summary>How often the row has a term of a text field: a float.</summary>
    public int Frequency(EqualsNode term) => Add($"({Bm25Sql.Frequency(term, _parameters)})::FLOAT");

    /// <summary>How often the row has a phrase: a float.</summary>
    public int Frequency(PhraseNode phrase) => Add($"({PhraseSql.Frequency(phrase, _parameters)})::FLOAT");

    /// <summary>The length that a text field of the row counts with: a float.</summary>
    public int Length(MappedField field) => Add($"({Bm25Sql.Length(field)})::FLOAT");

    /// <summary>A score function's value without its weight, null where its filter or the query does not match: a float.</summary>
    public int Function(FunctionScoreNode node, ScoreFunctionNode function) => IfMatches(
        node.Query, $"CASE WHEN {PredicateSql.Of(function.Filter, _parameters)} THEN {ScoreFunctionSql.Value(function, node.Index, _parameters)} END::FLOAT");

    /// <summary>The factor of all score functions together, before it is bounded: a float.</summary>
    public int Factor(FunctionScoreNode node) => IfMatches(node.Query, $"({FunctionScoreSql.Factor(node, _parameters)})::FLOAT");

    /// <summary>The statement; its first column is the number of the row.</summary>
    public SqlStatement Statement(IReadOnlyList<long> rows) => _parameters.Statement(
        $"SELECT {string.Join(", ", _columns)} FROM {IndexTable.Name(index.Number)} WHERE rowid IN ({string.Join(", ", rows.Select(row => row.ToString(CultureInfo.InvariantCulture)))})");

    /// <summary>The counts that a term scores by.</summary>
    public TermCounts Counts(EqualsNode term) => Bm25Sql.Counts(term, statistics);

    /// <summary>How often a term occurs in the index.</summary>
    public TermCounts Counts(MappedField field, ColumnValue value) => statistics.Of(field, value);

    // A function may fail on rows that do not match.
    private int IfMatches(QueryNode node, string value) => Add($"CASE WHEN {PredicateSql.Of(node, _parameters)} THEN {value} END");

    private int Add(string column)
    {
        _columns.Add(column);
        return _columns.Count - 1;
    }
}
