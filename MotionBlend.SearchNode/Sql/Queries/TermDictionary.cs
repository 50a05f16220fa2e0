using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The terms that an index holds, in the search's own view.</summary>
internal sealed class TermDictionary(ReadSession session, IndexState index, TermCountCache counts)
{
    /// <summary>How often terms occur.</summary>
    public TermStatistics Statistics { get; } = new(session, index, counts);

    /// <summary>The first and the last value of a field of dates; null where no document has one.</summary>
    public (long First, long Last)? Reach(MappedField field)
    {
        var (first, last) = field.Many ? ($"list_min({field.ColumnName})", $"list_max({field.ColumnName})") : (field.ColumnName, field.ColumnName);
        return session.Single(
            SqlStatement.Of($"SELECT min({first}), max({last}) FROM {IndexTable.Searched(index)}"),
            row => row.IsNull(0) ? ((long, long)?)null : (row.Long(0), row.Long(1)));
    }

    /// <summary>Terms of a text field that begin so, in the order of their bytes.</summary>
    /// <param name="field">A text field.</param>
    /// <param name="start">The beginning.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> StartingWith(MappedField field, string start, int most)
    {
        var parameters = new SqlParameters();
        var beginning = parameters.Add(start);
        return session.Query(
            parameters.Statement(
                $"SELECT DISTINCT term FROM (SELECT unnest(list_filter({field.ColumnName}, lambda x: starts_with(x, {beginning}))) AS term "
                + $"FROM {IndexTable.Searched(index)}) ORDER BY term LIMIT {most}"),
            row => row.Text(0));
    }

    /// <summary>Terms of a keyword or text field that are so many edits away at most, with the number of documents that have them.</summary>
    /// <param name="field">The field.</param>
    /// <param name="word">The word.</param>
    /// <param name="edits">How far away, swaps of neighbours counted as one; some may be farther where no letter is to be edited twice.</param>
    public IReadOnlyList<(string Term, long Documents)> Near(MappedField field, string word, int edits)
    {
        var parameters = new SqlParameters();
        var sought = parameters.Add(word);
        var terms = field.Many ? $"unnest(list_distinct({field.ColumnName}))" : field.ColumnName;
        return session.Query(
            parameters.Statement(
                $"SELECT term, count(*) FROM (SELECT {terms} AS term FROM {IndexTable.Searched(index)}) "
                + $"WHERE {(field.Type.Family == FieldFamily.Text ? "term <> '' AND " : "")}abs(length(term) - length({sought})) <= {edits} AND damerau_levenshtein(term, {sought}) <= {edits} GROUP BY term"),
            row => (row.Text(0), row.Long(1)));
    }
}
