using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Sql.Queries;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>
/// <c>knn</c>: the documents whose vectors are nearest to one. Filters come before: so many of those that match them.
/// </summary>
/// <param name="Field">The field of vectors.</param>
/// <param name="Vector">What the vectors are near to.</param>
internal sealed record KnnQuery(string Field, float[] Vector) : QueryClause
{
    /// <summary>Most candidates, and so most documents.</summary>
    public const int MaxCandidates = 10_000;

    private const float CandidatesPerHit = 1.5f;

    /// <summary>How many documents of an index; null for as many as the search shows.</summary>
    public int? K { get; init; }

    /// <summary>How many an approximate search would look at; null for one and a half times as many as are wanted.</summary>
    public int? Candidates { get; init; }

    /// <summary>Least raw similarity (for <c>l2_norm</c> the largest distance); null for any.</summary>
    public float? Similarity { get; init; }

    public IReadOnlyList<QueryClause> Filters { get; init; } = [];

    public static QueryClause Parse(JsonValue body, int depth)
    {
        var query = KnnBody.Parse(body, depth, inQuery: true);
        return query.K is { } k && query.SizeFault(k) is { } fault ? throw KnnBody.NotBuilt(fault).Raise() : query;
    }

    /// <summary>Why so many documents cannot be asked for; null when they can.</summary>
    public Failure? SizeFault(int k)
    {
        var candidates = Candidates ?? DefaultCandidates(k);
        if (k < 1)
            return Failure.IllegalArgument("[k] must be greater than 0");
        if (candidates < k)
            return Failure.IllegalArgument("[num_candidates] cannot be less than [k]");
        return candidates > MaxCandidates ? Failure.IllegalArgument($"[num_candidates] cannot exceed [{MaxCandidates}]") : null;
    }

    /// <summary>What is searched in an index; null where it does not have the field, has no vector yet, or a filter can match nothing.</summary>
    /// <exception cref="FailureException">The field has no vectors to search, a filter does not fit its field, or the vector not the others.</exception>
    public KnnPlace? PlaceIn(QueryContext context)
    {
        try
        {
            return RewritesToNone(context) ? null : FieldIn(context);
        }
        catch (FailureException) when (FindsNothing(context))
        {
            return null;
        }
    }

    private KnnPlace? FieldIn(QueryContext context)
    {
        if (context.Field(Field) is not { } field)
            return null;
        if (field.Type is not DenseVectorType type)
            throw Failure.IllegalArgument("[knn] queries are only supported on [dense_vector] fields").Raise();
        // The filters are made before the field and the vector are looked at.
        var filters = Filters.Select(filter => filter.Bind(context)).ToList();
        if (context.AliasFilter is { } alias)
            filters.Add(alias);
        if (!type.Indexed)
            throw Failure.IllegalArgument($"to perform knn search on field [{Field}], its mapping must have [index] set to [true]").Raise();
        if (type.Dims is null)
            return null;
        return type.QueryFault(Vector) is { } fault
            ? throw fault.Raise()
            : new KnnPlace(field, filters.Count == 0 ? null : new BoolNode(0) { Filter = filters });
    }

    /// <summary>The nearest documents of an index.</summary>
    public IReadOnlyList<NearRow> Nearest(QueryContext context, KnnPlace place, int k)
    {
        var similarity = ((DenseVectorType)place.Field.Type).Similarity;
        return context.Vectors.Find(
            place.Field, Vector, k, Similarity is { } least ? VectorSimilarities.Score(similarity, least) : null, place.Filter);
    }

    public override IEnumerable<QueryClause> Parts => Filters;

    public override bool RewritesToNone(QueryContext context) => Filters.Any(filter => filter.RewritesToNone(context));

    public override bool FindsNothing(QueryContext context) => Filters.Any(filter => filter.IsNone(context));

    /// <remarks>Behind a filter that can match nothing no other is looked at.</remarks>
    public override Failure? FaultOfDates(QueryContext context) =>
        base.FaultOfDates(context) is { } fault && !Filters.TakeWhile(filter => filter.FaultOfDates(context) is null).Any(filter => filter.IsNone(context))
            ? fault
            : null;

    protected override QueryNode BindCore(QueryContext context)
    {
        var k = K ?? Math.Min(context.Size, Candidates ?? DefaultCandidates(context.Size));
        if (FieldIn(context) is not { } place)
            return MatchNoneNode.Instance;
        if (k < 1 && Candidates is not null)
            return MatchNoneNode.Instance;
        return k < 1
            ? throw Failure.IllegalArgument($"k must be at least 1, got: {k}").Raise()
            : new NearestNode(place.Field, Vector, [.. Nearest(context, place, k).Select(near => near.Row)]);
    }

    private static int DefaultCandidates(int k) => (int)Math.Min(Math.Round(CandidatesPerHit * k), MaxCandidates);
}

/// <summary>Where an index is searched for the nearest documents.</summary>
/// <param name="Field">The field of vectors.</param>
/// <param name="Filter">Which documents come into question; null for all.</param>
internal sealed record KnnPlace(MappedField Field, BoolNode? Filter);
