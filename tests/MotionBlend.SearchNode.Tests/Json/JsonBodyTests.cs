using System.Text;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Tests.Json;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("{\"a\":[1,{\"b\":tru", "a,1")]
    [InlineData("{\"a\":[1,{\"b\":true", "a,1,b,true")]
    [InlineData("{\"a\":\"wor", "a")]
    [InlineData("{\"a\":1,\"b", "a,1")]
    [InlineData("{\"a\":1,\"a\":2}", "a,1")]
    [InlineData("{\"a\":1}}", "a,1")]
    [InlineData("{\"a\":1} 2", "a,1")]
    [InlineData("{'a':1}", "")]
    [InlineData("{", "")]
    public void ParseAsItComes_FaultyText_GivesWhatStandsBeforeAndThenTheFault(string text, string before)
    {
        var seen = new List<string>();
        var body = JsonBody.ParseAsItComes(Encoding.UTF8.GetBytes(text), JsonEnd.OfRequest);

        var met = Assert.Throws<FailureException>(() => Walk(body, seen)).Failure;

        Assert.Equal(before, string.Join(',', seen));
        Assert.Equal(Assert.Throws<FailureException>(() => JsonBody.Parse(Encoding.UTF8.GetBytes(text), JsonEnd.OfRequest)).Failure, met);
    }

    [Theory]
    [InlineData("{\"a\":\"wor")]
    [InlineData("[\"a\",\"wor")]
    public void ParseAsItComes_TextEndsInAString_KnowsItsKindAndNotItsText(string text)
    {
        var body = JsonBody.ParseAsItComes(Encoding.UTF8.GetBytes(text), JsonEnd.OfRequest);
        var value = body.Kind == JsonKind.Object ? body["a"]! : body.Items[1];

        Assert.Equal(JsonKind.String, value.Kind);
        Assert.Equal(FailureKind.XContentEndOfFile, Assert.Throws<FailureException>(() => value.Text).Failure.Kind);
    }

    [Fact]
    public void ParseAsItComes_WholeText_IsReadToItsEnd()
    {
        var seen = new List<string>();

        Walk(JsonBody.ParseAsItComes("""{"a":[1,{"b":null}],"c":{},"d":[]}"""u8.ToArray(), JsonEnd.OfRequest), seen);

        Assert.Equal("a,1,b,null,c,d", string.Join(',', seen));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void ParseAsItComes_NoValueAtAll_IsRefusedAtOnce(string text) =>
        Assert.Throws<FailureException>(() => JsonBody.ParseAsItComes(Encoding.UTF8.GetBytes(text), JsonEnd.OfRequest));

    private static void Walk(JsonValue value, List<string> seen)
    {
        switch (value.Kind)
        {
            case JsonKind.Object:
                foreach (var member in value.Members)
                {
                    seen.Add(member.Name);
                    Walk(member.Value, seen);
                }

                break;
            case JsonKind.Array:
                foreach (var item in value.Items)
                    Walk(item, seen);
                break;
            default:
                seen.Add(value.Text);
                break;
        }
    }
}
