using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>A metric over the values of one field.</summary>
internal abstract record MetricAggregation(string Name, string Field) : Aggregation(Name)
{
    public override bool TakesChildren => false;

    /// <summary>The value of documents that have none, as it was written.</summary>
    public JsonValue? Missing { get; init; }

    /// <summary>Format of dates and numbers in the reply.</summary>
    public string? Format { get; init; }

    /// <summary>True where the values may be strings too.</summary>
    protected virtual bool TakesKeywords => false;

    public override void Require(RowColumns columns)
    {
        var column = columns.Field(Field);
        if (TakesKeywords)
            columns.RequireFamily(this, column, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean, FieldFamily.Keyword);
        else
            columns.RequireFamily(this, column, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
        columns.RequireFormat(column, Format);
        columns.RequireMissing(column, Missing, numeric: !TakesKeywords, Format);
    }

    public override RowTerms AsTerms(AggregationRun run)
    {
        var column = run.Columns.Field(Field);
        var format = ValueFormat.Of(column.Type, Format);
        var (terms, result) = TermsOf(new RowValue(column, MissingValue.Of(column, Missing, numeric: !TakesKeywords, Format)));
        return new RowTerms(terms, values => result(values, format));
    }

    /// <summary>What is computed of the field's values, and the result from it; null values where there was nothing.</summary>
    protected abstract (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value);

    /// <summary>Takes the parameters that all metrics have.</summary>
    protected static T Common<T>(AggregationBody body, T aggregation)
        where T : MetricAggregation
    {
        body.Refuse("script");
        body.WithoutEffect("value_type");
        return aggregation with { Missing = body.TakeWhole("missing"), Format = body.Text("format") };
    }
}
