using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Sql.Queries;

namespace MotionBlend.SearchNode.Search.Explain;

/// <summary>Explains the scores of terms and phrases: BM25 with all that enters it.</summary>
internal sealed class TermExplainer(ExplainColumns columns)
{
    /// <summary>The score of a term under the boosts around it.</summary>
    public RowExplanation Term(EqualsNode term, float around)
    {
        var score = columns.Score(term, around);
        var isText = term.Field.Type.Family == FieldFamily.Text;
        var frequency = isText ? columns.Frequency(term) : -1;
        var length = isText ? columns.Length(term.Field) : -1;
        var counts = columns.Counts(term);
        return row =>
        {
            if (row.IsNull(score))
                return Explanation.No("no matching term");
            var occurrences = isText ? row.Float(frequency) : 1;
            var parts = new TermParts(occurrences, isText ? row.Float(length) : 1, around * term.Boost, Idf(counts), Bm25Sql.AverageLength(counts));
            return Weight(QueryText.Of(term), row.Long(0), row.Float(score), parts, "freq, occurrences of term within document");
        };
    }

    /// <summary>The score of a phrase under the boosts around it.</summary>
    public RowExplanation Phrase(PhraseNode phrase, float around)
    {
        var score = columns.Score(phrase, around);
        var frequency = columns.Frequency(phrase);
        var length = columns.Length(phrase.Field);
        var words = phrase.Words.SelectMany(word => word)
            .Select(word => columns.Counts(phrase.Field, ColumnValue.Of(word)))
            .Where(count => count.DocumentsWithTerm > 0)
            .ToList();
        return row =>
        {
            if (row.IsNull(score) || words.Count == 0)
                return Explanation.No("no matching terms");
            var idfs = words.Select(Idf).ToList();
            var idf = Explanation.Of((float)idfs.Sum(part => (double)(float)part.Value), "idf, sum of:", idfs);
            var parts = new TermParts(row.Float(frequency), row.Float(length), around * phrase.Boost, idf, Bm25Sql.AverageLength(words[0]));
            return Weight(QueryText.Of(phrase), row.Long(0), row.Float(score), parts, $"phraseFreq={JavaNumbers.Text(parts.Frequency)}");
        };
    }

    private static Explanation Idf(TermCounts counts) => Explanation.Of(
        Bm25Sql.Idf(counts),
        "idf, computed as log(1 + (N - n + 0.5) / (n + 0.5)) from:",
        Explanation.Count(counts.DocumentsWithTerm, "n, number of documents containing term"),
        Explanation.Count(counts.DocumentsWithField, "N, total number of documents with field"));

    private static Explanation Weight(string query, long row, float score, TermParts parts, string frequency)
    {
        var inverse = 1f / (Bm25Sql.K1 * (1 - Bm25Sql.B + (Bm25Sql.B * parts.Length / parts.AverageLength)));
        var tf = Explanation.Of(
            1f - (1f / (1f + (parts.Frequency * inverse))),
            "tf, computed as freq / (freq + k1 * (1 - b + b * dl / avgdl)) from:",
            Explanation.Of(parts.Frequency, frequency),
            Explanation.Of(Bm25Sql.K1, "k1, term saturation parameter"),
            Explanation.Of(Bm25Sql.B, "b, length normalization parameter"),
            Explanation.Of(parts.Length, "dl, length of field"),
            Explanation.Of(parts.AverageLength, "avgdl, average length of field"));
        return Explanation.Of(
            score,
            $"weight({query} in {row}) [PerFieldSimilarity], result of:",
            Explanation.Of(
                score,
                $"score(freq={JavaNumbers.Text(parts.Frequency)}), computed as boost * idf * tf from:",
                Explanation.Of((1 + Bm25Sql.K1) * parts.Boost, "boost"),
                parts.Idf,
                tf));
    }

    private sealed record TermParts(float Frequency, float Length, float Boost, Explanation Idf, float AverageLength);
}
