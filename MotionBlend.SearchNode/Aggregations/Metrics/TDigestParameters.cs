using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>
/// The method of percentiles. T-digest's compression is checked and has no effect: this node is exact, as Elasticsearch
/// is up to 20 times the compression. HDR buckets values, which gives other numbers, and is refused.
/// </summary>
internal static class TDigestParameters
{
    public static void Take(AggregationBody body)
    {
        body.Refuse("hdr");
        if (body.Take("tdigest") is not { } digest)
            return;
        foreach (var member in digest.Members)
        {
            switch (member.Name)
            {
                case "compression" when member.Value.AsDouble() is < 0 and var compression:
                    throw new Failure(FailureKind.XContentParse, $"{member.Value.Location} [{body.Kind}] failed to parse field [tdigest]")
                    {
                        CausedBy = Failure.IllegalArgument($"[compression] must be greater than or equal to 0. Found [{JavaNumbers.Text(compression)}]"),
                    }.Raise();
                case "compression" or "execution_hint":
                    break;
                default:
                    throw new Failure(
                        FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [tdigest] unknown field [{member.Name}]").Raise();
            }
        }
    }
}
