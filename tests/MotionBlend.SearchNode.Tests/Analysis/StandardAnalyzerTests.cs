using MotionBlend.SearchNode.Analysis;

namespace MotionBlend.SearchNode.Tests.Analysis;

public sealed class StandardAnalyzerTests
{
    [Theory]
    [InlineData("The QUICK Brown-Foxes", "the|quick|brown|foxes")]
    [InlineData("don't 3.14 1,000 a.b", "don't|3.14|1,000|a.b")]
    [InlineData("snake_case x2", "snake_case|x2")]
    [InlineData("日本 ok", "日|本|ok")]
    [InlineData("... ---", "")]
    [InlineData("Größe Ёлка", "größe|ёлка")]
    public void Tokens_Text_AreItsWords(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', StandardAnalyzer.Tokens(text)));
}
