using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>extended_stats</c>: <c>stats</c> with variance, standard deviation and bounds around the mean.</summary>
internal sealed record ExtendedStatsAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    /// <summary>How many standard deviations the bounds are away, unless the request says otherwise.</summary>
    public const double DefaultSigma = 2;

    public override string Kind => "extended_stats";

    public double Sigma { get; init; } = DefaultSigma;

    public static Aggregation Parse(AggregationBody body)
    {
        var sigma = body.Read("sigma", value => value.AsDouble() switch
        {
            < 0 and var given => throw Failure.IllegalArgument(
                $"[sigma] must be greater than or equal to 0. Found [{JavaNumbers.Text(given)}] in [{body.Name}]").Raise(),
            var given => given,
        });
        return Common(body, new ExtendedStatsAggregation(body.Name, body.Field())) with { Sigma = sigma ?? DefaultSigma };
    }

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [
            new RowTerm(RowFunction.Count, value), new RowTerm(RowFunction.Min, value), new RowTerm(RowFunction.Max, value), new RowTerm(RowFunction.Sum, value),
            new RowTerm(RowFunction.SumOfSquares, value),
        ],
        (terms, format) => new ExtendedStatsResult(
            (long)terms[0]!, (double?)terms[1], (double?)terms[2], (double?)terms[3] ?? 0, (double?)terms[4] ?? 0, Sigma, format)
        { Type = Kind });
}

/// <summary>Stats with the spread of the values.</summary>
internal sealed record ExtendedStatsResult(
    long Count, double? Min, double? Max, double Sum, double SumOfSquares, double Sigma, ValueFormat Format)
    : StatsResult(Count, Min, Max, Sum, Format)
{
    public override IReadOnlyList<string> Properties { get; } =
    [
        "count", "min", "max", "avg", "sum", "sum_of_squares", "variance", "variance_population", "variance_sampling", "std_deviation",
        "std_deviation_population", "std_deviation_sampling", "std_upper", "std_lower", "std_upper_population", "std_lower_population",
        "std_upper_sampling", "std_lower_sampling",
    ];

    private double Population => Math.Max(0, (SumOfSquares - (Sum * Sum / Count)) / Count);

    private double Sampling => Count < 2 ? double.NaN : Math.Max(0, (SumOfSquares - (Sum * Sum / Count)) / (Count - 1));

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        base.WriteMembers(writer, typedKeys);
        foreach (var (name, value) in Numbers())
            JavaNumbers.Write(writer, name, Count == 0 ? null : value);
        writer.WriteStartObject("std_deviation_bounds");
        foreach (var (name, value) in Bounds())
            JavaNumbers.Write(writer, name, Count == 0 ? null : value);
        writer.WriteEndObject();
        if (Count == 0)
            return;
        foreach (var (name, value) in Numbers())
            WriteText(writer, $"{name}_as_string", value);
        if (Format.Text(0) is null)
            return;
        writer.WriteStartObject("std_deviation_bounds_as_string");
        foreach (var (name, value) in Bounds())
            WriteText(writer, name, value);
        writer.WriteEndObject();
    }

    public override double? Number(string? property)
    {
        if (property is null)
            return null;
        if (base.Number(property) is { } basic)
            return basic;
        var bound = property.StartsWith("std_", StringComparison.Ordinal) ? property["std_".Length..] : "";
        foreach (var (name, value) in Numbers())
            if (name == property)
                return value;
        foreach (var (name, value) in Bounds())
            if (name == bound)
                return value;
        return null;
    }

    private IEnumerable<(string Name, double Value)> Numbers() =>
    [
        ("sum_of_squares", SumOfSquares), ("variance", Population), ("variance_population", Population), ("variance_sampling", Sampling),
        ("std_deviation", Math.Sqrt(Population)), ("std_deviation_population", Math.Sqrt(Population)), ("std_deviation_sampling", Math.Sqrt(Sampling)),
    ];

    private IEnumerable<(string Name, double Value)> Bounds()
    {
        double mean = Sum / Count, population = Sigma * Math.Sqrt(Population), sampling = Sigma * Math.Sqrt(Sampling);
        return
        [
            ("upper", mean + population), ("lower", mean - population), ("upper_population", mean + population),
            ("lower_population", mean - population), ("upper_sampling", mean + sampling), ("lower_sampling", mean - sampling),
        ];
    }
}
