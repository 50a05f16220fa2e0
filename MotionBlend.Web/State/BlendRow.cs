using System.Text.Json.Serialization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.State;

/// <summary>
/// One row of the list: what its columns show and no more, under short names, since a prerendered page carries its rows to the
/// browser and back (a whole page of documents would pass the hub's limit of 32 KB).
/// </summary>
public sealed record BlendRow
{
    /// <summary>The blend's id.</summary>
    [JsonPropertyName("i")]
    public required string Id { get; init; }

    /// <summary>The clip that plays first.</summary>
    [JsonPropertyName("l")]
    public required string Left { get; init; }

    /// <summary>The clip that plays last.</summary>
    [JsonPropertyName("r")]
    public required string Right { get; init; }

    /// <summary>Share of the right clip.</summary>
    [JsonPropertyName("b")]
    public required double Ratio { get; init; }

    /// <summary>How the transition is mixed.</summary>
    [JsonPropertyName("m")]
    public required BlendMethod Method { get; init; }

    /// <summary>First mixed frame.</summary>
    [JsonPropertyName("s")]
    public required int Start { get; init; }

    /// <summary>First frame after the mixed ones.</summary>
    [JsonPropertyName("e")]
    public required int End { get; init; }

    /// <summary>Speed change of the transition against its material.</summary>
    [JsonPropertyName("v")]
    public required double VelocityRatio { get; init; }

    /// <summary>The score.</summary>
    [JsonPropertyName("q")]
    public required double Score { get; init; }

    /// <summary>The score's category.</summary>
    [JsonPropertyName("c")]
    public required QualityCategory Category { get; init; }

    /// <summary>The flags that are set.</summary>
    [JsonPropertyName("f")]
    public required IReadOnlyList<QualityIssue> Flags { get; init; }

    /// <summary>Value of the list's metric, see <see cref="BlendRows.Metric"/>.</summary>
    [JsonPropertyName("x")]
    public required double Metric { get; init; }

    /// <summary>When the metrics were computed, UTC.</summary>
    [JsonPropertyName("t")]
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>The row of a blend.</summary>
    public static BlendRow Of(BlendDocument blend, BlendMetric metric) => new()
    {
        Id = blend.BlendId,
        Left = blend.LeftMotionId,
        Right = blend.RightMotionId,
        Ratio = blend.BlendRatio,
        Method = blend.Method,
        Start = blend.TransitionStartFrame,
        End = blend.TransitionEndFrame,
        VelocityRatio = Math.Round(blend.VelocityRatio, 4),
        Score = blend.QualityScore,
        Category = blend.QualityCategory,
        Flags = [.. blend.Flags],
        Metric = metric.Of(blend),
        ComputedAt = blend.ComputedAt,
    };
}

/// <summary>One page of rows.</summary>
/// <param name="Total">Blends that match, exactly.</param>
/// <param name="PageCount">Pages that can be asked for.</param>
/// <param name="Metric">Key of the metric in the changing column: the one sorted by, where no other column shows it.</param>
/// <param name="Rows">The rows in order.</param>
public sealed record BlendRows(long Total, int PageCount, string Metric, IReadOnlyList<BlendRow> Rows)
{
    private const string DefaultMetric = "l2_velocity_max";

    /// <summary>Metrics that have a column of their own.</summary>
    private static readonly string[] FixedMetrics = ["quality", "ratio"];

    /// <summary>The page as a list shows it.</summary>
    public static BlendRows Of(BlendPage page, BlendSort sort)
    {
        var metric = MetricOf(sort);
        return new BlendRows(page.Total, page.PageCount, metric.Key, [.. page.Items.Select(blend => BlendRow.Of(blend, metric))]);
    }

    /// <summary>The metric of the changing column.</summary>
    public static BlendMetric MetricOf(BlendSort sort) =>
        (FixedMetrics.Contains(sort.Key, StringComparer.Ordinal) ? null : BlendMetric.Find(sort.Key)) ?? BlendMetric.Find(DefaultMetric)!;
}
