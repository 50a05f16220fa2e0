using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// The <c>knn</c> beside a query: of all searched indices together so many documents, joined to those that the query finds.
/// </summary>
internal static class KnnSearch
{
    /// <summary>Reads one or several.</summary>
    /// <exception cref="FailureException">One is malformed.</exception>
    public static IReadOnlyList<KnnQuery> Parse(JsonValue value)
    {
        if (value.Kind == JsonKind.Object)
            return [KnnBody.Parse(value, 0, inQuery: false)];
        return
        [
            .. value.Items.Select(item => item.Kind == JsonKind.Object
                ? KnnBody.Parse(item, 0, inQuery: false)
                : throw new Failure(
                    FailureKind.XContentParse,
                    $"{item.Location} malformed knn format, within the knn search array only objects are allowed; found {item.TokenName}").Raise()),
        ];
    }

    /// <summary>The searches with their sizes: as many documents as are shown where they do not say.</summary>
    /// <exception cref="FailureException">So many documents cannot be asked for.</exception>
    public static IReadOnlyList<KnnQuery> Sized(IReadOnlyList<KnnQuery> searches, int size) =>
    [
        .. searches.Select(search => search with { K = search.K ?? size })
            .Select(search => search.SizeFault(search.K!.Value) is { } fault ? throw fault.Raise() : search),
    ];

    /// <summary>The nodes of each index, by its number.</summary>
    /// <param name="searches">The searches.</param>
    /// <param name="contexts">The indices that are searched.</param>
    /// <param name="failures">Gets the indices on which a search cannot be made.</param>
    public static ILookup<int, QueryNode> Across(
        IReadOnlyList<KnnQuery> searches, IReadOnlyList<QueryContext> contexts, List<(string Index, Failure Failure)> failures)
    {
        var places = new List<(QueryContext Context, KnnQuery Search, KnnPlace Place)>();
        if (searches.Any(search => QueryKeys.IsNegative(search.Boost)))
        {
            failures.AddRange(contexts.Select(context => (context.Index.Name, QueryKeys.NegativeBoost("knn"))));
            return Array.Empty<QueryNode>().ToLookup(_ => 0);
        }

        foreach (var context in contexts)
        {
            try
            {
                foreach (var search in searches)
                    if (search.PlaceIn(context) is { } place)
                        places.Add((context, search, place));
            }
            catch (FailureException e)
            {
                places.RemoveAll(found => found.Context == context);
                failures.Add((context.Index.Name, QueryFailures.OnShard(context.Index, e.Failure)));
            }
        }

        return searches
            .SelectMany(search => Nearest(search, [.. places.Where(found => found.Search == search).Select(found => (found.Context, found.Place))]))
            .ToLookup(found => found.Context.Index.Number, found => found.Node);
    }

    private static IEnumerable<(QueryContext Context, QueryNode Node)> Nearest(
        KnnQuery search, IReadOnlyList<(QueryContext Context, KnnPlace Place)> indices)
    {
        var found = indices
            .SelectMany(index => search.Nearest(index.Context, index.Place, search.K!.Value).Select(near => (index.Context, index.Place.Field, Near: near)))
            .ToList();

        // The sort is stable: equally near documents stay in the order of their indices.
        foreach (var group in found.OrderByDescending(row => row.Near.Score).Take(search.K!.Value).GroupBy(row => (row.Context, row.Field)))
        {
            var node = new NearestNode(group.Key.Field, search.Vector, [.. group.Select(row => row.Near.Row)]) { Boost = search.Boost, Name = search.Name };
            if (search.Name is not null)
                group.Key.Context.Named.Add(node);
            yield return (group.Key.Context, node);
        }
    }
}
