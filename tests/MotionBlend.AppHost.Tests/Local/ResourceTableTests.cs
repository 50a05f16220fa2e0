using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

public sealed class ResourceTableTests
{
    [Fact]
    public void Format_Rows_AreAlignedUnderTheirHeadings()
    {
        ResourceStatus[] rows =
        [
            new("dashboard", ResourceState.Healthy, "http://localhost:5180", null),
            new("search-node", ResourceState.Unhealthy, "http://localhost:9200", "/health answers 503"),
            new("exporter", ResourceState.Waiting, null, null),
        ];

        Assert.Equal(
            [
                "  resource     state      address",
                "  dashboard    healthy    http://localhost:5180",
                "  search-node  unhealthy  http://localhost:9200  /health answers 503",
                "  exporter     waiting",
            ],
            ResourceTable.Format(rows));
    }
}
