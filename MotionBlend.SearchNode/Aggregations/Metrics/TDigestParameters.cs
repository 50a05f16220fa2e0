using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>
/// The method of percentiles. T-digest's compression is checked and has no effect: this node is exact, as Elasticsearch
/// is up to 20 times the compression. HDR buckets values, which gives other numbers, and is refused.
/// </summary>
internal static class TDigestParameters
{
    /// <summary>A list of numbers, or one of them; null without.</summary>
    /// <exception cref="FailureException">One is none.</exception>
    public static double[]? Numbers(AggregationBody body, string key) => body.ReadObject(key, value =>
    {
        var items = value.Kind == JsonKind.Array ? value.Items : (IReadOnlyList<JsonValue>)[value];
        foreach (var item in items.Where(item => item.Kind is JsonKind.Array or JsonKind.String && !IsNumber(item)))
            throw new Failure(FailureKind.NumberFormat, $"For input string: \"{item.Text}\"").Raise();
        return items.Select(item => item.AsDouble()).ToArray();
    });

    private static bool IsNumber(JsonValue item) => double.TryParse(item.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static void Take(AggregationBody body)
    {
        body.Refuse("hdr");
        if (body.Take("tdigest") is not { } digest)
            return;
        foreach (var member in digest.Members)
        {
            var failure = member.Name switch
            {
                "compression" when member.Value.AsDouble() is < 0 and var compression =>
                    new Failure(FailureKind.XContentParse, $"{member.Value.Location} [tdigest] failed to parse field [compression]")
                    {
                        CausedBy = Failure.IllegalArgument($"[compression] must be greater than or equal to 0. Found [{JavaNumbers.Text(compression)}]"),
                    },
                "compression" or "execution_hint" => null,
                _ => new Failure(FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [tdigest] unknown field [{member.Name}]"),
            };
            if (failure is not null)
            {
                throw new Failure(FailureKind.XContentParse, $"{member.Value.Location} [{body.Kind}] failed to parse field [tdigest]") { CausedBy = failure }
                    .Raise();
            }
        }
    }
}
