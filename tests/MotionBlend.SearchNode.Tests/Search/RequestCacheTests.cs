using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Tests.Search;

/// <summary>How much the request cache remembers.</summary>
public sealed class RequestCacheTests
{
    [Theory]
    [InlineData("""{"range":{"d":{"gte":"now-1h"}}}""", true)]
    [InlineData("""{"range":{"d":{"gte":"\u006eow-1h"}}}""", true)]
    [InlineData("""{"function_score":{"gauss":{"d":{"scale":"1d"}}}}""", true)]
    [InlineData("""{"function_score":{"random_score":{}}}""", true)]
    [InlineData("""{"term":{"k":"a"}}""", false)]
    public void IsVolatile_WhatDependsOnTimeOrChance_IsTold(string text, bool isVolatile) => Assert.Equal(isVolatile, RequestCacheKey.IsVolatile(text));

    [Fact]
    public void Keep_ResultsOfManyBuckets_ForgetsTheOldest()
    {
        var cache = new RequestCache(new SearchNodeOptions());

        Keep(cache, "a", buckets: 40_000);
        Keep(cache, "b", buckets: 20_000);
        Keep(cache, "c", buckets: 10_000);

        Assert.Null(cache.Find(Key("a")));
        Assert.NotNull(cache.Find(Key("b")));
        Assert.NotNull(cache.Find(Key("c")));
    }

    [Fact]
    public void Keep_AResultOfMoreBucketsThanAllMayHave_RemembersNothing()
    {
        var cache = new RequestCache(new SearchNodeOptions());

        Keep(cache, "a", buckets: 100_000);
        Keep(cache, "b", buckets: 1);

        Assert.Null(cache.Find(Key("a")));
        Assert.NotNull(cache.Find(Key("b")));
    }

    [Fact]
    public void Keep_MoreResultsThanEntries_ForgetsTheOldest()
    {
        var cache = new RequestCache(new SearchNodeOptions { RequestCacheEntries = 2 });

        Keep(cache, "a", buckets: 0);
        Keep(cache, "b", buckets: 0);
        Keep(cache, "c", buckets: 0);

        Assert.Null(cache.Find(Key("a")));
        Assert.NotNull(cache.Find(Key("b")));
    }

    [Fact]
    public void Clear_OfAFullCache_MakesRoom()
    {
        var cache = new RequestCache(new SearchNodeOptions());
        Keep(cache, "a", buckets: 60_000);

        cache.Clear();
        Keep(cache, "b", buckets: 60_000);

        Assert.Null(cache.Find(Key("a")));
        Assert.NotNull(cache.Find(Key("b")));
    }

    private static void Keep(RequestCache cache, string search, int buckets) => cache.Keep(Key(search), new SearchResult { Buckets = buckets });

    private static RequestCacheKey Key(string search) => RequestCacheKey.Of(1, "x", search);
}
