using System.Text.Json;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Search;
using MotionBlend.Elasticsearch.Search;

namespace MotionBlend.Api.Queries;

/// <summary>Turns a <see cref="BlendSearch"/> into a request, and the reply into a <see cref="BlendPage"/>.</summary>
internal static class BlendSearchQuery
{
    /// <summary>The request of a search. Ties are broken by blend id, so that pages never overlap.</summary>
    /// <param name="search">The search, its page within <see cref="BlendSearch.MaxWindow"/>.</param>
    /// <param name="now">The time that ages are counted from.</param>
    public static SearchRequest From(BlendSearch search, DateTimeOffset now)
    {
        var first = new SortField(search.Sort.Field, search.Sort.Descending);
        return new SearchRequest
        {
            Query = BlendFilterQuery.From(search.Filter, now),
            Sort = first.Field == BlendFields.BlendId ? [first] : [first, new SortField(BlendFields.BlendId)],
            From = (search.Page - 1) * search.Size,
            Size = search.Size,
        };
    }

    /// <summary>The request for one blend. The document's <c>_id</c> is the blend id.</summary>
    public static SearchRequest ById(string blendId) => new() { Query = new IdsQuery([blendId]), Size = 1 };

    /// <summary>The page in a reply.</summary>
    /// <exception cref="JsonException">A hit is no blend.</exception>
    public static BlendPage Page(BlendSearch search, SearchReply reply) =>
        new(reply.Total, search.Page, search.Size, Blends(reply), reply.TookMilliseconds);

    /// <summary>The blends in a reply.</summary>
    /// <exception cref="JsonException">A hit is no blend.</exception>
    public static IReadOnlyList<BlendDocument> Blends(SearchReply reply) =>
    [
        .. reply.Hits.Select(hit => hit.Deserialize(BlendJsonContext.Default.BlendDocument) ?? throw new JsonException("a hit is null")),
    ];
}
