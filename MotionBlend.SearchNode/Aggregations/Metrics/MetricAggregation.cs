using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>The functions of a column that metrics are made of.</summary>
internal enum MetricFunction
{
    Count,
    Sum,
    Min,
    Max,
    Quantiles,
}

/// <summary>A function with its argument: the shares for quantiles.</summary>
internal sealed record MetricTerm(MetricFunction Function, IReadOnlyList<double> Shares)
{
    public static MetricTerm Of(MetricFunction function) => new(function, []);
}

/// <summary>A metric over one numeric, date or boolean field.</summary>
internal abstract record MetricAggregation(string Name, string Field) : Aggregation(Name)
{
    public override bool TakesChildren => false;

    /// <summary>The value of documents that have none.</summary>
    public double? Missing { get; init; }

    /// <summary>Format of dates in the reply.</summary>
    public string? Format { get; init; }

    /// <summary>What is computed of the field's values.</summary>
    public abstract IReadOnlyList<MetricTerm> Terms { get; }

    /// <summary>The result from the computed terms, in their order; null where there was no value.</summary>
    public abstract AggregationResult Result(IReadOnlyList<object?> terms, ValueFormat format);

    public override void Require(RowColumns columns) => columns.RequireFamily(
        this, columns.Field(Field), FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows) =>
        MetricEvaluation.Evaluate(run, [this], rows).Single().Results;

    public override AggregationResult Empty(AggregationRun run) =>
        Result([.. Terms.Select(term => term.Function == MetricFunction.Count ? (object?)0L : null)], FormatOf(run));

    /// <summary>How the field's values are shown.</summary>
    public ValueFormat FormatOf(AggregationRun run) => ValueFormat.Of(run.Columns.Field(Field).Type, Format);

    /// <summary>Takes the parameters that all metrics have.</summary>
    protected static T Common<T>(AggregationBody body, T aggregation)
        where T : MetricAggregation
    {
        body.Refuse("script");
        return aggregation with { Missing = body.Read("missing", value => value.AsDouble()), Format = body.Text("format") };
    }
}
