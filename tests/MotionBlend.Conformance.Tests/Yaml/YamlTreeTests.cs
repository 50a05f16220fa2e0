using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

public sealed class YamlTreeTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: 1.0", """{"a":1.0}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: .5", """{"a":0.5}""")]
    [InlineData("a: yes", """{"a":"yes"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a: 2016-12-12", """{"a":"2016-12-12"}""")]
    [InlineData("a: {b: [1, x,]}", """{"a":{"b":[1,"x"]}}""")]
    [InlineData("a: 1\na: 2", """{"a":2}""")]
    [InlineData("a:\n  - \"b\n  c\"", """{"a":["b c"]}""")]
    public void ReadAll_Text_IsTheJsonItStandsFor(string yaml, string json)
    {
        var document = Assert.Single(YamlTree.ReadAll(yaml));

        Assert.Null(JsonEquality.Difference(JsonNode.Parse(json), document));
    }

    [Theory]
    [InlineData("hits.0.a\\.b", "1")]
    [InlineData("nodes._arbitrary_key_", "\"n1\"")]
    [InlineData("nodes.$node.x", "2")]
    public void Find_Path_IsTheNodeThere(string path, string json)
    {
        var stash = new Stash();
        stash.Set("node", "n1");
        var reply = JsonNode.Parse("""{"hits":[{"a.b":1}],"nodes":{"n1":{"x":2}}}""");

        var found = ReplyPath.Find(reply, path, stash, out var exists);

        Assert.True(exists);
        Assert.Equal(json, found!.ToJsonString());
    }

    [Theory]
    [InlineData(" - 7.3.99", false)]
    [InlineData("7.4.0 - ", true)]
    [InlineData("all", true)]
    [InlineData("8.0.0 - 8.19.21", true)]
    [InlineData(" - 7.3.99, 8.1.0 - ", true)]
    public void Contains_Range_JudgesTheServersVersion(string range, bool contains) =>
        Assert.Equal(contains, VersionRange.Contains(range, new Version(8, 19, 21)));

    [Theory]
    [InlineData("len(val) == 2", "[1,2]", true)]
    [InlineData("not 'a' in val", """{"a":1}""", false)]
    [InlineData("abs(val - 30.2617) < 0.1", "30.3", true)]
    [InlineData("val > 278300", "278300", false)]
    [InlineData("val != ''", "\"x\"", true)]
    public void Holds_Expression_IsEvaluated(string expression, string value, bool holds) =>
        Assert.Equal(holds, PythonExpectation.Holds(expression, JsonNode.Parse(value)));

    [Fact]
    public void Difference_NumbersOfOneValue_AreEqual() =>
        Assert.Null(JsonEquality.Difference(JsonNode.Parse("[1, 1e2]"), JsonNode.Parse("[1.0, 100]")));
}
