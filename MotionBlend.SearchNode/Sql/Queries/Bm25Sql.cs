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
    /// <summary>How soon more occurrences count no more.</summary>
    public const float K1 = 1.2f;

    /// <summary>How much the length of a field counts.</summary>
    public const float B = 0.75f;

    /// <summary>The score of a term.</summary>
    public static Score Score(EqualsNode term, float boost, TermStatistics statistics, SqlParameters parameters)
    {
        var counts = Counts(term, statistics);
        if (counts.DocumentsWithTerm == 0)
            return Queries.Score.Fixed(0);
        var weight = boost * (1 + K1) * Idf(counts);
        if (term.Field.Type.Family != FieldFamily.Text)
            return Queries.Score.Fixed(weight - (weight / (1f + Inverse(1, AverageLength(counts)))));
        return OfText(term.Field, weight, counts, Frequency(term, parameters));
    }

    /// <summary>The counts that a term scores by.</summary>
    public static TermCounts Counts(EqualsNode term, TermStatistics statistics)
    {
        var counts = statistics.Of(term.Field, term.Value);
        return term.DocumentFrequency is { } documents ? counts with { DocumentsWithTerm = documents } : counts;
    }

    /// <summary>How often a row has a word of a text field, as SQL.</summary>
    public static string Frequency(EqualsNode term, SqlParameters parameters)
    {
        var frequency = $"len(list_filter({term.Field.ColumnName}, lambda x: x = {parameters.Add(term.Field, term.Value)}))";
        return ((TextType)term.Field.Type).HasFrequencies ? frequency : $"least(1, {frequency})";
    }

    /// <summary>How many words the row's text field has to a score, as SQL.</summary>
    public static string Length(MappedField field) => ((TextType)field.Type).Norms ? TextLength.OfNorm(field.ColumnName) : "1";

    /// <summary>The score of a phrase: the idf of all its words, with its own frequency.</summary>
    /// <param name="field">The text field.</param>
    /// <param name="words">Every word of the phrase, alternatives too.</param>
    /// <param name="boost">Boost of the phrase.</param>
    /// <param name="statistics">Term statistics of the index.</param>
    /// <param name="frequency">Makes SQL of how often the row has the phrase; not called where no row can have it.</param>
    public static Score OfPhrase(MappedField field, IEnumerable<string> words, float boost, TermStatistics statistics, Func<string> frequency)
    {
        var counts = words.Select(word => statistics.Of(field, ColumnValue.Of(word))).Where(count => count.DocumentsWithTerm > 0).ToList();
        if (counts.Count == 0)
            return Queries.Score.Fixed(0);
        var idf = (float)counts.Sum(count => (double)Idf(count));
        return OfText(field, boost * (1 + K1) * idf, counts[0], frequency());
    }

    private static Score OfText(MappedField field, float weight, TermCounts counts, string frequency)
    {
        var inverse = $"(1::FLOAT / ({Text(K1)} * ({Text(1 - B)} + {Text(B)} * {Length(field)}::FLOAT / {Text(AverageLength(counts))})))";
        return Queries.Score.Variable($"({Text(weight)} - {Text(weight)} / (1::FLOAT + ({frequency})::FLOAT * {inverse}))::FLOAT");
    }

    /// <summary>How rare a term is.</summary>
    public static float Idf(TermCounts counts) =>
        (float)Math.Log(1 + ((counts.DocumentsWithField - counts.DocumentsWithTerm + 0.5D) / (counts.DocumentsWithTerm + 0.5D)));

    /// <summary>How long the field is in a document that has it.</summary>
    public static float AverageLength(TermCounts counts) => (float)(counts.Values / (double)counts.DocumentsWithField);

    private static float Inverse(float length, float average) => 1f / (K1 * (1 - B + (B * length / average)));

    private static string Text(float value) => ValueSql.Float(value);
}
