using MotionBlend.Elasticsearch.Search;

namespace MotionBlend.Elasticsearch.Tests.Search;

public sealed class SearchRequestTests
{
    [Fact]
    public void ToJson_Default_MatchesAllAndCountsExactly() =>
        Assert.Equal("""{"query":{"match_all":{}},"track_total_hits":true,"size":0}""", new SearchRequest().ToJson().ToJsonString());

    [Fact]
    public void ToJson_Everything_IsInElasticsearchsForm()
    {
        var request = new SearchRequest
        {
            Query = new BoolQuery
            {
                Filter = [new TermQuery("flag", true), new RangeQuery("at") { GreaterOrEqual = new DateTimeOffset(2026, 11, 24, 14, 0, 0, TimeSpan.FromHours(2)) }],
                Should = [new TermsQuery("id", ["a", "b"]), new IdsQuery(["c"])],
                MustNot = [new RangeQuery("score") { Less = 0.5 }],
            },
            Sort = [new SortField("score", Descending: true), new SortField("id")],
            From = 10,
            Size = 5,
            Aggregations =
            [
                new("f", new FiltersAggregation([new("all", new MatchAllQuery())])),
                new("a", new AverageAggregation("score")),
                new("m", new MaximumAggregation("at")),
                new("p", new PercentilesAggregation("score", [5, 99.9])),
            ],
        };

        Assert.Equal(
            """
            {"query":{"bool":{"filter":[{"term":{"flag":true}},{"range":{"at":{"gte":"2026-11-24T12:00:00.000Z"}}}],"should":[{"terms":{"id":["a","b"]}},{"ids":{"values":["c"]}}],"must_not":[{"range":{"score":{"lt":0.5}}}],"minimum_should_match":1}},"track_total_hits":true,"size":5,"from":10,"sort":[{"score":{"order":"desc"}},{"id":{"order":"asc"}}],"aggs":{"f":{"filters":{"filters":{"all":{"match_all":{}}}}},"a":{"avg":{"field":"score"}},"m":{"max":{"field":"at"}},"p":{"percentiles":{"field":"score","percents":[5,99.9],"keyed":false}}}}
            """,
            request.ToJson().ToJsonString());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ElasticValue_NumberThatJsonLacks_Throws(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TermQuery("score", number));
}
