using MotionBlend.SearchNode.Ast;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The condition and the score of words one behind the other.</summary>
internal static class PhraseSql
{
    public static string Predicate(PhraseNode phrase, SqlParameters parameters)
    {
        // Rows that lack a word are sorted out before places are compared.
        var words = phrase.Words.Select(word => $"list_has_any({phrase.Field.ColumnName}, {parameters.Add(word.ToList())})");
        return $"({string.Join(" AND ", words)} AND {Frequency(phrase, parameters)} > 0)";
    }

    public static Score Score(PhraseNode phrase, float boost, TermStatistics statistics, SqlParameters parameters) =>
        Bm25Sql.OfPhrase(phrase.Field, phrase.Words.SelectMany(word => word), boost, statistics, () => Frequency(phrase, parameters));

    /// <summary>How often a row has the phrase, as SQL.</summary>
    public static string Frequency(PhraseNode phrase, SqlParameters parameters)
    {
        var column = phrase.Field.ColumnName;
        var here = phrase.Words.Select((word, i) => word is [var only]
            ? $"{column}[i + {i}] = {parameters.Add(only)}"
            : $"list_contains({parameters.Add(word.ToList())}, {column}[i + {i}])");
        return $"len(list_filter(range(1, len({column}) + 1), lambda i: {string.Join(" AND ", here)}))";
    }
}
