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

    /// <summary>The field that is searched; null where an index does not have it, or has no vector yet.</summary>
    /// <exception cref="FailureException">The field has no vectors to search, or the vector does not fit them.</exception>
    public MappedField? FieldIn(QueryContext context)
    {
        if (context.Field(Field) is not { } field)
            return null;
        if (field.Type is not DenseVectorType type)
            throw Failure.IllegalArgument("[knn] queries are only supported on [dense_vector] fields").Raise();
        if (!type.Indexed)
            throw Failure.IllegalArgument($"to perform knn search on field [{Field}], its mapping must have [index] set to [true]").Raise();
        if (type.Dims is null)
            return null;
        return type.QueryFault(Vector) is { } fault ? throw fault.Raise() : field;
    }

    /// <summary>The nearest documents of an index.</summary>
    /// <exception cref="FailureException">A filter does not fit its field.</exception>
    public IReadOnlyList<NearRow> Nearest(QueryContext context, MappedField field, int k)
    {
        var filters = Filters.Select(filter => filter.Bind(context)).ToList();
        if (context.AliasFilter is { } alias)
            filters.Add(alias);
        var similarity = ((DenseVectorType)field.Type).Similarity;
        return context.Vectors.Find(
            field,
            Vector,
            k,
            Similarity is { } least ? VectorSimilarities.Score(similarity, least) : null,
            filters.Count == 0 ? null : new BoolNode(0) { Filter = filters });
    }

    public override IEnumerable<QueryClause> Parts => Filters;

    public override bool RewritesToNone(QueryContext context) => Filters.Any(filter => filter.RewritesToNone(context));

    protected override QueryNode BindCore(QueryContext context)
    {
        var k = K ?? Math.Min(context.Size, Candidates ?? DefaultCandidates(context.Size));
        if (FieldIn(context) is not { } field)
            return MatchNoneNode.Instance;
        if (k < 1 && Candidates is not null)
            return MatchNoneNode.Instance;
        return k < 1
            ? throw Failure.IllegalArgument($"k must be at least 1, got: {k}").Raise()
            : new NearestNode(field, Vector, [.. Nearest(context, field, k).Select(near => near.Row)]);
    }

    private static int DefaultCandidates(int k) => (int)Math.Min(Math.Round(CandidatesPerHit * k), MaxCandidates);
}
