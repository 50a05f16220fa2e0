using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Sql.Queries;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>
/// A query as it was written, checked but not yet bound to an index. One file per kind; each has a static
/// <c>Parse</c> that is registered in <see cref="QueryParser"/>.
/// </summary>
internal abstract record QueryClause
{
    public float Boost { get; init; } = 1;

    /// <summary>The <c>_name</c> of the query.</summary>
    public string? Name { get; init; }

    /// <summary>The queries inside this one.</summary>
    public virtual IEnumerable<QueryClause> Parts => [];

    /// <summary>The query on one index: fields become columns, operands column values.</summary>
    /// <exception cref="FailureException">An operand does not fit its field.</exception>
    public QueryNode Bind(QueryContext context)
    {
        var made = RewritesToNone(context) ? MatchNoneNode.Instance : Made(Boost == 0 ? context.Unscored : context);
        if (!float.IsFinite(Boost) && made is not MatchNoneNode)
            throw Failure.IllegalArgument($"boost must be a positive float, got {Json.JavaNumbers.Text(Boost)}").Raise();
        var node = made.Times(Boost) with { Name = Name };
        if (Name is not null)
            context.Named.Add(node);
        return node;
    }

    /// <summary>Whether it can match nothing by the values that the index holds; asked where making the query failed.</summary>
    public virtual bool FindsNothing(QueryContext context) => false;

    /// <summary>Whether it can match nothing, by the mapping or by the values.</summary>
    public bool IsNone(QueryContext context) => RewritesToNone(context) || FindsNothing(context);

    /// <summary>
    /// The first bounds of dates in it that cannot be read; null without any. Elasticsearch compares them with the dates that the
    /// index holds before it makes any query, though another part of the query can match nothing.
    /// </summary>
    public virtual Failure? FaultOfDates(QueryContext context) => FaultOfDates(Parts, context);

    /// <summary>The same of several.</summary>
    protected static Failure? FaultOfDates(IEnumerable<QueryClause> clauses, QueryContext context) =>
        clauses.Select(clause => clause.FaultOfDates(context)).FirstOrDefault(fault => fault is not null);

    /// <summary>The query's node without what all kinds have.</summary>
    protected QueryNode Made(QueryContext context)
    {
        try
        {
            return BindCore(context);
        }
        catch (FailureException) when (FindsNothing(context))
        {
            return MatchNoneNode.Instance;
        }
    }

    /// <summary>
    /// Whether it can match nothing by the mapping alone. Elasticsearch leaves such queries out before it makes any, so
    /// that a fault elsewhere in a query that can match nothing is never met.
    /// </summary>
    public virtual bool RewritesToNone(QueryContext context) => false;

    protected abstract QueryNode BindCore(QueryContext context);
}

/// <summary>What binding a query needs: the index, the time that <c>now</c> means, and the terms that the index holds.</summary>
internal sealed record QueryContext(IndexState Index, DateMathContext Dates, TermDictionary Terms)
{
    /// <summary>The source of a document of another index, in the same view; null where there is none.</summary>
    public required Func<string, string, byte[]?> Source { get; init; }

    /// <summary>The vectors that the index holds.</summary>
    public required NearestRows Vectors { get; init; }

    /// <summary>How many hits the search shows; none where it only counts.</summary>
    public required int Size { get; init; }

    /// <summary>Whether scores count here. As in Elasticsearch, where they do not, boosts are not looked at either.</summary>
    public bool Scores { get; init; } = true;

    /// <summary>This context where scores do not count.</summary>
    public QueryContext Unscored => Scores ? this with { Scores = false } : this;

    /// <summary>The filter of the alias that led to the index; null without one.</summary>
    public QueryNode? AliasFilter { get; init; }

    /// <summary>The named queries that were bound in this context.</summary>
    public List<QueryNode> Named { get; } = [];

    /// <summary>Whether a path leads to a mapped field, or to one that every document has.</summary>
    public bool Knows(string path) => path.StartsWith('_') || Field(path) is not null;

    /// <summary>The mapped field of a path; null for an unmapped one, on which every leaf query matches nothing.</summary>
    public MappedField? Field(string path) => Index.Mapping.Fields.GetValueOrDefault(path);
}
