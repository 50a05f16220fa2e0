using MotionBlend.SearchNode.Sql;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>The functions over rows that aggregations are made of.</summary>
internal enum RowFunction
{
    /// <summary>Rows, whatever their values.</summary>
    Rows,

    /// <summary>Values.</summary>
    Count,

    /// <summary>Different values.</summary>
    Distinct,
    Sum,
    SumOfSquares,
    Min,
    Max,

    /// <summary>The values at the shares of the arguments, a list.</summary>
    Quantiles,

    /// <summary>The median of the distances from the median.</summary>
    MedianDeviation,

    /// <summary>Values not above the argument.</summary>
    CountAtMost,

    /// <summary>Values equal to the argument.</summary>
    CountEqual,

    /// <summary>The two largest values not above the argument, largest first.</summary>
    TwoAtMost,

    /// <summary>The two smallest values above the argument, smallest first.</summary>
    TwoAbove,

    /// <summary>The sum of the values times their weights.</summary>
    WeightedSum,

    /// <summary>The sum of the weights of rows that have a value.</summary>
    Weights,
}

/// <summary>The values of a field that a function reads.</summary>
/// <param name="Column">The field.</param>
/// <param name="Missing">The value of rows that have none, in the column's type; null leaves them out.</param>
internal sealed record RowValue(RowColumn Column, object? Missing = null);

/// <summary>One function over the rows of a bucket.</summary>
/// <param name="Function">The function.</param>
/// <param name="Value">What it reads; null for rows.</param>
internal sealed record RowTerm(RowFunction Function, RowValue? Value = null)
{
    /// <summary>Shares of quantiles, the number of a comparison.</summary>
    public IReadOnlyList<double> Arguments { get; init; } = [];

    /// <summary>The weight of a weighted function.</summary>
    public RowValue? Weight { get; init; }

    /// <summary>SQL of the condition on the rows that count; null for all.</summary>
    public Func<SqlParameters, string>? Condition { get; init; }
}

/// <summary>
/// An aggregation that functions over the rows of a bucket answer. Those of siblings, and of sub-aggregations of
/// filters, go into one statement, so that the rows are read once.
/// </summary>
/// <param name="Terms">The functions.</param>
/// <param name="Result">The result from their values, in their order; a value is null where there was nothing.</param>
internal sealed record RowTerms(IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, AggregationResult> Result)
{
    /// <summary>The values that are lists in the rows: such terms have a statement of their own.</summary>
    public RowValue? Lists => Terms.Where(term => term.Weight is null).Select(term => term.Value).FirstOrDefault(value => value is { Column.Many: true });

    /// <summary>The values of the terms over no rows.</summary>
    public AggregationResult OfNothing() => Result([.. Terms.Select(term => term.Function is
        RowFunction.Rows or RowFunction.Count or RowFunction.Distinct or RowFunction.CountAtMost or RowFunction.CountEqual ? (object?)0L : null)]);
}
