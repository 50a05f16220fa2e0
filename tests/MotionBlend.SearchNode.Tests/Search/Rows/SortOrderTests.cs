using MotionBlend.SearchNode.Search.Rows;

namespace MotionBlend.SearchNode.Tests.Search.Rows;

public sealed class SortOrderTests
{
    private static readonly SortOrder Order = new([7, 3, 1, 4, 0], [9, 8, 8, 8, 2]);

    private static readonly RowSet All = RowSet.Of([0b1111_1111, 0, 0, 0, 0, 0, 0, 0]);

    [Fact]
    public void First_OfSomeRows_SkipsTheOthers() =>
        Assert.Equal([7, 0], Order.First(RowSet.Of([0b1000_0001, 0, 0, 0, 0, 0, 0, 0]), 2, 10));

    [Fact]
    public void First_WhereTheLastValueIsSharedByMore_HasThemAll() => Assert.Equal([7, 3, 1, 4], Order.First(All, 2, 10));

    [Fact]
    public void First_OfMoreThanAreKnown_IsNotTold() => Assert.Null(Order.First(All, 6, 10));

    [Fact]
    public void First_WithMoreEqualValuesThanMayBeGiven_IsNotTold() => Assert.Null(Order.First(All, 2, 3));
}
