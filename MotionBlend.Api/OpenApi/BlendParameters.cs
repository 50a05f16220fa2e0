using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using MotionBlend.Api.Endpoints;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.OpenApi;

/// <summary>The parameters of the endpoints, described for the OpenAPI document from the grammar of <see cref="BlendQueryString"/>.</summary>
internal static class BlendParameters
{
    private const string Time = "An age before now (7d, 12h, 30m), a date (2026-11-20) or a time (2026-11-20T06:00:00Z, UTC unless it says otherwise).";
    private const string Ids = "Separate several by commas: any of them.";

    /// <summary>Those of a filter, in the order of <see cref="BlendQueryString.FilterParameters"/>.</summary>
    public static IReadOnlyList<ParameterDoc> Filter { get; } = [.. BlendQueryString.FilterParameters.Select(Describe)];

    /// <summary>Those of a search.</summary>
    public static IReadOnlyList<ParameterDoc> Search { get; } =
    [
        .. Filter,
        new("sort", $"Order of the hits: one of {string.Join(", ", BlendSort.Keys)}; a leading '-' for highest first. Ties are broken by blend id.", "-fid")
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Default = BlendSort.Default.ToString() },
        },
        new("page", $"Page, from 1. Page times size may not pass {Text(BlendSearch.MaxWindow)}.", 3) { Schema = Integer(1, BlendSearch.MaxWindow) },
        new("size", "Hits of a page.", 50) { Schema = Integer(BlendSearch.DefaultPageSize, BlendSearch.MaxPageSize) },
    ];

    /// <summary>Those of quality analytics.</summary>
    public static IReadOnlyList<ParameterDoc> Quality { get; } =
    [
        .. Filter,
        new(AnalyticsEndpoints.Interval, "Width of a bar of the histogram over 0 to 1.", 0.1)
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Number,
                Default = ScoreHistogram.DefaultInterval,
                Minimum = ScoreHistogram.MinInterval.ToString(CultureInfo.InvariantCulture),
                Maximum = "1",
            },
        },
    ];

    /// <summary>The id of a blend.</summary>
    public static IReadOnlyList<ParameterDoc> Id { get; } =
    [
        new("id", "The blend's id: 'blend_' and 12 lower-case hex digits.", "blend_2d0844f50e2a")
        {
            Location = ParameterLocation.Path,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^blend_[0-9a-f]{12}$" },
        },
    ];

    private static ParameterDoc Describe(string name) => name switch
    {
        "cat" => new(name, $"Quality category: {Names<QualityCategory>(QualityNames.Of)}. {Ids}", "poor,acceptable"),
        "flag" => new(name, $"Issue the blend is flagged for: {Names<QualityIssue>(QualityNames.Of)}. {Ids} Or 'any' for at least one, 'none' for none.", "spike"),
        "method" => new(name, $"Blend method: {Names<BlendMethod>(QualityNames.Of)}. {Ids}", "linear"),
        "left" => new(name, $"Id of the motion that plays first. {Ids}", "cmu_02_01"),
        "right" => new(name, $"Id of the motion that plays last. {Ids}", "cmu_02_02"),
        "motion" => new(name, $"Id of a motion on either side. {Ids}", "cmu_02_01,cmu_02_02"),
        "since" => new(name, $"Earliest computed_at, included. {Time}", "7d"),
        "until" => new(name, $"Latest computed_at, excluded. {Time}", "2026-11-20"),
        _ when BlendMetric.Find(name) is { } metric => Range(metric),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A parameter without a description."),
    };

    private static ParameterDoc Range(BlendMetric metric)
    {
        var bounds = double.IsFinite(metric.Maximum) ? $"0 to {Text(metric.Maximum)}" : "at least 0";
        var better = metric.Direction switch
        {
            MetricDirection.LowerIsBetter => ", lower is better",
            MetricDirection.HigherIsBetter => ", higher is better",
            _ => "",
        };
        return new ParameterDoc(metric.Key,
            $"Range of {metric.Field}: {metric.Label}{(metric.Unit.Length == 0 ? "" : $" in {metric.Unit}")}, {bounds}{better}. "
            + "Write 0.4..0.5 (both included), 0.4..<0.5 (end excluded), 0.4.. or ..0.5.",
            double.IsFinite(metric.Maximum) ? "0.4..0.5" : "..2");
    }

    private static string Names<T>(Func<T, string> name)
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(name));

    private static OpenApiSchema Integer(int defaultValue, int maximum) => new()
    {
        Type = JsonSchemaType.Integer,
        Default = JsonValue.Create(defaultValue),
        Minimum = "1",
        Maximum = Text(maximum),
    };

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
