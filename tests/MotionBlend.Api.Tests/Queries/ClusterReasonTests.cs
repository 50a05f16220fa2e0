using MotionBlend.Api.Queries;
using MotionBlend.Elasticsearch.Cluster;

namespace MotionBlend.Api.Tests.Queries;

public sealed class ClusterReasonTests
{
    private const string Index = "mb_blends_v1-20261124t120000.000";

    [Fact]
    public void Of_Green_SaysSo() => Assert.Equal("Every shard is assigned.", Reason(ClusterStatus.Green, 1, 0));

    [Fact]
    public void Of_YellowOnOneNode_SaysThatACopyCannotBe() => Assert.Equal(
        "1 replica shard is not assigned, as a single data node cannot hold a second copy: searches are complete, but the data are lost with the node.",
        Reason(ClusterStatus.Yellow, dataNodes: 1, unassigned: 1));

    [Fact]
    public void Of_YellowOnThreeNodes_SaysWhatIsAtRisk() => Assert.Equal(
        "3 replica shards are not assigned: searches are complete, but a node that fails now may take data with it.",
        Reason(ClusterStatus.Yellow, dataNodes: 3, unassigned: 3));

    [Fact]
    public void Of_RedHere_SaysThatResultsAreIncomplete() => Assert.Equal(
        "2 primary shards of mb_blends_v1 are not assigned: searches fail or are incomplete until the node that holds them is back.",
        Reason(ClusterStatus.Red, 2, 2, new IndexHealth(ClusterStatus.Red, 3, 0, 1, 2)));

    [Fact]
    public void Of_RedElsewhere_SaysThatBlendsAreNotAffected() => Assert.Equal(
        "1 primary shard of other indices is not assigned; mb_blends_v1 is not affected.",
        Reason(ClusterStatus.Red, 2, 1, new IndexHealth(ClusterStatus.Green, 1, 0, 1, 0), new IndexHealth(ClusterStatus.Red, 1, 0, 0, 1)));

    [Fact]
    public void Of_NoIndex_TellsToRunTheExporter() => Assert.Equal(
        "Every shard is assigned. Nothing is exported yet: run the exporter.",
        ClusterReason.Of(Health(ClusterStatus.Green, 1, 0, []), "mb_blends_v1", []));

    private static string Reason(ClusterStatus status, int dataNodes, int unassigned, IndexHealth? ours = null, IndexHealth? other = null)
    {
        var indices = new Dictionary<string, IndexHealth> { [Index] = ours ?? new IndexHealth(status, 1, 1, 1, unassigned) };
        if (other is not null)
        {
            indices["other"] = other;
        }

        return ClusterReason.Of(Health(status, dataNodes, unassigned, indices), "mb_blends_v1", [Index]);
    }

    private static ClusterHealth Health(ClusterStatus status, int dataNodes, int unassigned, Dictionary<string, IndexHealth> indices) =>
        new("c", status, dataNodes, dataNodes, 1, 1, unassigned, indices);
}
