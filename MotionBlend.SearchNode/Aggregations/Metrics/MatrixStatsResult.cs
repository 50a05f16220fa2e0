using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>The moments of fields, with a row and a column each for how they go together.</summary>
internal sealed record MatrixStatsResult(IReadOnlyList<string> Fields, FieldMoments Moments) : AggregationResult
{
    public override string TypedName => "matrix_stats";

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        writer.WriteNumber("doc_count", Moments.Count);
        if (Moments.Count == 0)
            return;
        var order = JavaHash.MapOrder(Fields).Select(name => (Name: name, Field: Fields.ToList().IndexOf(name))).ToList();
        writer.WriteStartArray("fields");
        foreach (var (name, field) in order)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteNumber("count", Moments.Count);
            JavaNumbers.Write(writer, "mean", Moments.Means[field]);
            JavaNumbers.Write(writer, "variance", Moments.Covariance(field, field));
            JavaNumbers.Write(writer, "skewness", Moments.Skewness(field));
            JavaNumbers.Write(writer, "kurtosis", Moments.Kurtosis(field));
            Row(writer, "covariance", order, other => Moments.Covariance(field, other));
            Row(writer, "correlation", order, other => Moments.Correlation(field, other));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Row(Utf8JsonWriter writer, string name, List<(string Name, int Field)> order, Func<int, double> value)
    {
        writer.WriteStartObject(name);
        foreach (var (other, field) in order)
            JavaNumbers.Write(writer, other, value(field));
        writer.WriteEndObject();
    }
}
