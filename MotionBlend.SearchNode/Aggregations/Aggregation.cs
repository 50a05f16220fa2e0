using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>
/// An aggregation as it was written, with those below it. One file per kind, registered in <see cref="AggregationParser"/>.
/// It is evaluated for all buckets of the aggregation around it at once, by grouping on their keys.
/// </summary>
/// <param name="Name">The user's name for it.</param>
internal abstract record Aggregation(string Name)
{
    /// <summary>The kind's name in a request.</summary>
    public abstract string Kind { get; }

    /// <summary>The <c>meta</c> object as it was sent.</summary>
    public string? Meta { get; init; }

    /// <summary>Sub-aggregations.</summary>
    public IReadOnlyList<Aggregation> Children { get; init; } = [];

    /// <summary>False for metrics.</summary>
    public virtual bool TakesChildren => true;

    /// <summary>Whether it, or one below it, looks at scores.</summary>
    public virtual bool NeedsScores => Children.Any(child => child.NeedsScores);

    /// <summary>Whether what is wrong with the sub-aggregations is told before what is wrong with this one.</summary>
    protected virtual bool MakesChildrenFirst => false;

    /// <summary>Asks for the columns and conditions that the evaluation reads.</summary>
    /// <exception cref="FailureException">A field cannot be aggregated so.</exception>
    public abstract void Require(RowColumns columns);

    /// <summary>The result in each bucket of the rows' keys; a bucket without an entry has <see cref="Empty"/>.</summary>
    public virtual IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows) =>
        RowTermEvaluation.Evaluate(run, [(Name, AsTerms(run)!)], rows).Single().Results;

    /// <summary>The rows divided into the buckets of this aggregation; null for one that divides them otherwise than by a key.</summary>
    public virtual BucketRows? Divide(AggregationRun run, BucketRows rows) => null;

    /// <summary>The aggregation as functions over the rows of a bucket; null for one that needs more than that.</summary>
    public virtual RowTerms? AsTerms(AggregationRun run) => null;

    /// <summary>The result over no rows.</summary>
    public virtual AggregationResult Empty(AggregationRun run) => AsTerms(run)!.OfNothing();

    /// <summary>Asks for the columns of this aggregation and of all below it.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="around">The aggregations around this one, the outermost first.</param>
    /// <exception cref="FailureException">One stands where it cannot, or a field cannot be aggregated so.</exception>
    public void RequireTree(RowColumns columns, params IReadOnlyList<Aggregation> around)
    {
        RequirePlace(columns, around);
        if (!MakesChildrenFirst)
            Require(columns);
        foreach (var child in Children)
            child.RequireTree(columns, [.. around, this]);
        if (MakesChildrenFirst)
            Require(columns);
    }

    /// <summary>What is wrong with a date of a query in it or below it; told before the search's own query is made.</summary>
    public virtual Failure? FaultOfDates(QueryContext context) =>
        Children.Select(child => child.FaultOfDates(context)).FirstOrDefault(fault => fault is not null);

    /// <summary>Refuses what Elasticsearch finds out only when the factories of all aggregations are made, of this one and of all below it.</summary>
    /// <exception cref="FailureException">There is such a thing.</exception>
    public virtual void RequireMade(RowColumns columns)
    {
        foreach (var child in Children)
        {
            child.RequireBelow(columns, this);
            child.RequireMade(columns);
        }
    }

    /// <summary>Refuses to be made below another.</summary>
    protected virtual void RequireBelow(RowColumns columns, Aggregation parent)
    {
    }

    /// <summary>Refuses to stand below others.</summary>
    protected virtual void RequirePlace(RowColumns columns, IReadOnlyList<Aggregation> around)
    {
    }
}

/// <summary>The keys of nested buckets from the outermost inwards; equal by their values.</summary>
internal sealed class BucketKey(params object[] parts) : IEquatable<BucketKey>
{
    public static readonly BucketKey Root = new();

    private readonly object[] _parts = parts;

    /// <summary>The innermost key.</summary>
    public object Last => _parts[^1];

    /// <summary>The key of the bucket around this one.</summary>
    public BucketKey Parent => new(_parts[..^1]);

    /// <summary>The key of a bucket inside this one.</summary>
    public BucketKey Child(object key) => new([.. _parts, key]);

    public bool Equals(BucketKey? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as BucketKey);

    public override int GetHashCode() => _parts.Aggregate(17, HashCode.Combine);
}
