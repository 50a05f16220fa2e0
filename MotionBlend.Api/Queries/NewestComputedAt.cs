using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Search;

namespace MotionBlend.Api.Queries;

/// <summary>How fresh a set of blends is: its latest <c>computed_at</c>.</summary>
internal static class NewestComputedAt
{
    private const string Name = "newest";

    /// <summary>The aggregation by its name.</summary>
    public static KeyValuePair<string, ElasticAggregation> Aggregation { get; } = new(Name, new MaximumAggregation(BlendFields.ComputedAt));

    /// <summary>A search for nothing else.</summary>
    public static SearchRequest Request() => new() { Aggregations = [Aggregation] };

    /// <summary>The time in the reply, UTC; null for an empty set.</summary>
    public static DateTimeOffset? Read(SearchReply reply) =>
        reply.Metric(Name) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
}
