using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>One side of a weighted mean: a field and the value of documents without.</summary>
internal sealed record WeightedField(string Field, JsonValue? Missing);

/// <summary><c>weighted_avg</c>: the mean of a field, weighted by another, which has one value in a document.</summary>
/// <param name="Name">Name of the aggregation.</param>
/// <param name="Value">The field.</param>
/// <param name="Weight">The other; null where the request names none, which is only met where there are documents.</param>
internal sealed record WeightedAvgAggregation(string Name, WeightedField Value, WeightedField? Weight) : Aggregation(Name)
{
    public override string Kind => "weighted_avg";

    public override bool TakesChildren => false;

    public string? Format { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.WithoutEffect("value_type");
        var value = Side(body, "value") ?? body.Incomplete(new WeightedField("", null), Failure.IllegalArgument("Required [value]"));
        return new WeightedAvgAggregation(body.Name, value, Side(body, "weight")) { Format = body.Text("format") };
    }

    public override void Require(RowColumns columns)
    {
        foreach (var side in new[] { Value, Weight }.OfType<WeightedField>())
        {
            var column = columns.Field(side.Field);
            columns.RequireFamily(this, column, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
            columns.RequireMissing(column, side.Missing, numeric: true, Format);
        }

        if (Weight is not null && columns.Field(Weight.Field).Many)
        {
            throw columns.OnShards(Failure.Unsupported($"[weighted_avg] with weights of which documents have several, in [{Weight.Field}],"));
        }
    }

    public override RowTerms AsTerms(AggregationRun run)
    {
        if (Weight is null && run.Columns.Targets.Any(target => IndexTable.Count(run.Session, target.Index) > 0))
            throw run.Columns.OnShards(Failure.IllegalArgument("Could not find field name [weight] in multiValuesSource"));
        var value = Bind(run, Value);
        var weight = Weight is null ? value : Bind(run, Weight);
        return new RowTerms(
            [new RowTerm(RowFunction.WeightedSum, value) { Weight = weight }, new RowTerm(RowFunction.Weights, value) { Weight = weight }],
            terms => new NumberResult(
                Kind, (double?)terms[1] is { } weights and not 0 ? (double?)terms[0] / weights : null, ValueFormat.Of(value.Column.Type, Format)));
    }

    private RowValue Bind(AggregationRun run, WeightedField side)
    {
        var column = run.Columns.Field(side.Field);
        return new RowValue(column, MissingValue.Of(column, side.Missing, numeric: true, Format));
    }

    private static WeightedField? Side(AggregationBody body, string key)
    {
        if (body.Take(key) is not { } side)
            return null;
        if (side["script"] is not null)
            throw Failure.Unsupported($"[script] in the aggregation [{body.Name}] of type [{body.Kind}]").Raise();
        body.RequireMembers(key, body.Kind, ["field", "missing"], JsonKind.String, JsonKind.Number, JsonKind.Boolean, JsonKind.Null);
        if (side["field"] is { Kind: not JsonKind.String } wrong)
            throw body.Within(key, new Failure(FailureKind.XContentParse, $"{wrong.Location} [{body.Kind}] field doesn't support values of type: {wrong.TokenName}"));
        return new WeightedField(
            side["field"]?.Text is { Length: > 0 } field
                ? field
                : throw body.Within(key, Failure.IllegalArgument("Required one of fields [field, script], but none were specified.")),
            side["missing"] is { IsNull: false } missing ? missing : null);
    }
}
