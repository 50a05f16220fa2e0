using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Tests.Storage;

public sealed class SqlStatementTests
{
    [Fact]
    public void Key_OfOtherTextOrValues_IsAnotherOne()
    {
        SqlStatement[] statements =
        [
            "SELECT 1",
            SqlStatement.Of("SELECT $1", 1L),
            SqlStatement.Of("SELECT $1", 0.1f),
            SqlStatement.Of("SELECT $1", 0.1f + 1e-8f),
            SqlStatement.Of("SELECT $1", "a", "b"),
            SqlStatement.Of("SELECT $1", "a\n1 b"),
            SqlStatement.Of("SELECT $1", [new List<string> { "a", "b" }]),
            SqlStatement.Of("SELECT $1", [new List<string> { "a\n1 b" }]),
            SqlStatement.Of("SELECT $1", true),
        ];

        Assert.Equal(statements.Length, statements.Select(statement => statement.Key).Distinct().Count());
    }

    [Fact]
    public void Key_OfTheSameStatement_IsTheSame() =>
        Assert.Equal(SqlStatement.Of("SELECT $1, $2", 2.5, new List<long> { 1 }).Key, SqlStatement.Of("SELECT $1, $2", 2.5, new List<long> { 1 }).Key);
}
