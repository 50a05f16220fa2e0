using System.Globalization;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>
/// BM25 as Elasticsearch computes it (k1 = 1.2, b = 0.75, with the factor k1 + 1), in the same 32-bit steps. Keyword and
/// boolean fields have frequency and length 1, so their score is one number; text needs the row's tokens.
/// </summary>
internal static class Bm25Sql
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    /// <summary>The score of a term.</summary>
    public static Score Score(EqualsNode term, float boost, TermStatistics statistics, SqlParameters parameters)
    {
        var counts = statistics.Of(term.Field, term.Value);
        if (counts.DocumentsWithTerm == 0)
            return Queries.Score.Fixed(0);
        var weight = boost * (1 + K1) * Idf(counts);
        if (term.Field.Type.Family != FieldFamily.Text)
            return Queries.Score.Fixed(weight - (weight / (1f + Inverse(1, AverageLength(counts)))));
        var frequency = $"len(list_filter({term.Field.ColumnName}, lambda x: x = {parameters.Add(term.Field, term.Value)}))";
        return OfText(term.Field, weight, counts, frequency);
    }

    /// <summary>The score of a phrase: the idf of all its words, with its own frequency.</summary>
    /// <param name="field">The text field.</param>
    /// <param name="words">Every word of the phrase, alternatives too.</param>
    /// <param name="boost">Boost of the phrase.</param>
    /// <param name="statistics">Term statistics of the index.</param>
    /// <param name="frequency">How often the row has the phrase, as SQL.</param>
    public static Score OfPhrase(MappedField field, IEnumerable<string> words, float boost, TermStatistics statistics, string frequency)
    {
        var counts = words.Select(word => statistics.Of(field, ColumnValue.Of(word))).Where(count => count.DocumentsWithTerm > 0).ToList();
        if (counts.Count == 0)
            return Queries.Score.Fixed(0);
        var idf = (float)counts.Sum(count => (double)Idf(count));
        return OfText(field, boost * (1 + K1) * idf, counts[0], frequency);
    }

    private static Score OfText(MappedField field, float weight, TermCounts counts, string frequency)
    {
        var text = (TextType)field.Type;
        var length = text.Norms ? TextLength.OfNorm(field.ColumnName) : "1";
        if (!text.HasFrequencies)
            frequency = $"least(1, {frequency})";
        var inverse = $"(1::FLOAT / ({Text(K1)} * ({Text(1 - B)} + {Text(B)} * {length}::FLOAT / {Text(AverageLength(counts))})))";
        return Queries.Score.Variable($"({Text(weight)} - {Text(weight)} / (1::FLOAT + ({frequency})::FLOAT * {inverse}))::FLOAT");
    }

    private static float Idf(TermCounts counts) =>
        (float)Math.Log(1 + ((counts.DocumentsWithField - counts.DocumentsWithTerm + 0.5D) / (counts.DocumentsWithTerm + 0.5D)));

    private static float AverageLength(TermCounts counts) => (float)(counts.Values / (double)counts.DocumentsWithField);

    private static float Inverse(float length, float average) => 1f / (K1 * (1 - B + (B * length / average)));

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "::FLOAT";
}
