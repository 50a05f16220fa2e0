using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>One side of a weighted mean: a field and the value of documents without.</summary>
internal sealed record WeightedField(string Field, JsonValue? Missing);

/// <summary><c>weighted_avg</c>: the mean of a field, weighted by another, which has one value in a document.</summary>
internal sealed record WeightedAvgAggregation(string Name, WeightedField Value, WeightedField Weight) : Aggregation(Name)
{
    public override string Kind => "weighted_avg";

    public override bool TakesChildren => false;

    public string? Format { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.WithoutEffect("value_type");
        return new WeightedAvgAggregation(body.Name, Side(body, "value"), Side(body, "weight")) { Format = body.Text("format") };
    }

    public override void Require(RowColumns columns)
    {
        foreach (var side in new[] { Value, Weight })
        {
            var column = columns.Field(side.Field);
            columns.RequireFamily(this, column, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
        }

        if (columns.Field(Weight.Field).Many)
        {
            throw columns.OnShards(Failure.IllegalArgument(
                "Encountered more than one weight for a single document. Use a script to combine multiple weights-per-doc into a single value."));
        }
    }

    public override RowTerms AsTerms(AggregationRun run)
    {
        var value = Bind(run, Value);
        var weight = Bind(run, Weight);
        return new RowTerms(
            [new RowTerm(RowFunction.WeightedSum, value) { Weight = weight }, new RowTerm(RowFunction.Weights, value) { Weight = weight }],
            terms => new NumberResult(
                Kind, (double?)terms[1] is { } weights and not 0 ? (double?)terms[0] / weights : null, ValueFormat.Of(value.Column.Type, Format)));
    }

    private static RowValue Bind(AggregationRun run, WeightedField side)
    {
        var column = run.Columns.Field(side.Field);
        return new RowValue(column, MissingValue.Of(column, side.Missing, numeric: true));
    }

    private static WeightedField Side(AggregationBody body, string key)
    {
        if (body.Take(key) is not { } side)
            throw Failure.IllegalArgument($"Required [{key}]").Raise();
        foreach (var member in side.Members)
        {
            if (member.Name == "script")
                throw Failure.Unsupported($"[script] in the aggregation [{body.Name}] of type [{body.Kind}]").Raise();
            if (member.Name is not ("field" or "missing"))
            {
                throw new Failure(
                    FailureKind.XContentParse,
                    $"{member.Value.LocationAt(member.NameStart)} [weighted_avg] unknown field [{member.Name}]{DidYouMean.Hint(member.Name, ["field", "missing"])}").Raise();
            }
        }

        return new WeightedField(
            side["field"]?.Text ?? throw Failure.IllegalArgument("Required one of fields [field, script], but none were specified.").Raise(),
            side["missing"] is { IsNull: false } missing ? missing : null);
    }
}
