using System.Globalization;
using System.Text.Json;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Fakes;

/// <summary>Rows of a mart as JSON.</summary>
internal static class MartRows
{
    /// <summary>A good row whose id and times follow from a number.</summary>
    public static string Row(int number) => Row(BlendBuilder.Blend(number));

    /// <summary>A row of a document.</summary>
    public static string Row(BlendDocument document) =>
        JsonSerializer.Serialize(document, BlendJsonContext.Default.BlendDocument).Replace("+00:00", "Z", StringComparison.Ordinal);

    /// <summary>The document that a row becomes.</summary>
    public static string Document(string row)
    {
        var vector = MetricVector.Of(JsonSerializer.Deserialize(row, BlendJsonContext.Default.BlendDocument)!);
        return $"{row[..^1]},\"metric_vector\":[{string.Join(',', vector.Select(score => score.ToString("0.000", CultureInfo.InvariantCulture)))}]}}";
    }

    /// <summary>Good rows with the numbers from 1.</summary>
    public static IEnumerable<string> Rows(int count) => Enumerable.Range(1, count).Select(Row);
}
