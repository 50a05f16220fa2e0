using System.Globalization;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>
/// BM25 as Elasticsearch computes it (k1 = 1.2, b = 0.75, with the factor k1 + 1), in the same 32-bit steps. Keyword and
/// boolean fields have frequency and length 1, so their score is one number; text needs the row's tokens.
/// </summary>
internal static class Bm25Sql
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    public static Score Score(EqualsNode term, float boost, TermStatistics statistics, SqlParameters parameters)
    {
        var counts = statistics.Of(term.Field, term.Value);
        if (counts.DocumentsWithTerm == 0)
            return Queries.Score.Fixed(0);
        var idf = (float)Math.Log(1 + ((counts.DocumentsWithField - counts.DocumentsWithTerm + 0.5D) / (counts.DocumentsWithTerm + 0.5D)));
        var average = (float)(counts.Values / (double)counts.DocumentsWithField);
        var weight = boost * (1 + K1) * idf;
        if (term.Field.Type.Family != FieldFamily.Text)
            return Queries.Score.Fixed(weight - (weight / (1f + Inverse(1, average))));

        var column = term.Field.ColumnName;
        var frequency = $"len(list_filter({column}, lambda x: x = {parameters.Add(term.Field, term.Value)}))::FLOAT";
        var inverse = $"(1::FLOAT / ({Text(K1)} * ({Text(1 - B)} + {Text(B)} * len({column})::FLOAT / {Text(average)})))";
        return Queries.Score.Variable($"({Text(weight)} - {Text(weight)} / (1::FLOAT + {frequency} * {inverse}))::FLOAT");
    }

    private static float Inverse(float length, float average) => 1f / (K1 * (1 - B + (B * length / average)));

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "::FLOAT";
}
