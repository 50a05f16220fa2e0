using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Scenarios;

public sealed class PartialJsonTests
{
    [Theory]
    [InlineData("""[1,2,3]""", """[3,1,2]""", true)]
    [InlineData("""[1,1,2]""", """[1,2,2]""", false)]
    [InlineData("""[1,2]""", """[1,2,3]""", false)]
    [InlineData("""[1,2,3]""", """[1,2]""", false)]
    [InlineData("""[]""", """[]""", true)]
    [InlineData("""[1]""", """{"a":1}""", false)]
    [InlineData("""[1]""", """1""", false)]
    [InlineData("""[{"a":1},{"b":2}]""", """[{"b":2,"c":3},{"a":1,"c":3}]""", true)]
    [InlineData("""[{"a":1},{"b":2}]""", """[{"a":1,"b":2},{"c":3}]""", false)]
    // The first expectation fits both elements and must leave the one that the second needs.
    [InlineData("""[{"$any":true},{"a":1}]""", """[{"a":1},{"b":2}]""", true)]
    [InlineData("""[{"$any":true},{"$near":[1,0.1]},{"$near":[1.1,0.2]}]""", """[1.05,1.25,"x"]""", true)]
    [InlineData("""[{"$any":true},{"$near":[1,0.1]},{"$near":[1,0.2]}]""", """[1.25,1.05,"x"]""", false)]
    public void Difference_AnyOrder_IsMetByExactlyTheseElements(string expected, string actual, bool met)
    {
        var expectation = new JsonObject { ["$anyOrder"] = JsonNode.Parse(expected) };

        Assert.Equal(met, PartialJson.Difference(expectation, JsonNode.Parse(actual)) is null);
    }

    [Fact]
    public void Difference_AnyOrderInside_TellsWhere()
    {
        var expected = JsonNode.Parse("""{"a":[{"details":{"$anyOrder":[1,2]}}]}""");
        var actual = JsonNode.Parse("""{"a":[{"details":[1,3]}]}""");

        Assert.StartsWith("$.a[0].details: expected $anyOrder [1,2], is [1,3]", PartialJson.Difference(expected, actual));
    }

    [Fact]
    public void Difference_UnknownOperator_IsRefused() =>
        Assert.Throws<FormatException>(() => PartialJson.Difference(JsonNode.Parse("""{"$order":[1]}"""), JsonNode.Parse("[1]")));
}
