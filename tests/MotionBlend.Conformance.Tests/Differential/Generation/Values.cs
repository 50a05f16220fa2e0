using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Values from small pools, so that documents and queries meet.</summary>
public static class Values
{
    private static readonly string[] Words = ["walk", "run", "jump", "turn", "Walk", "stand still", "run_fast", "cmu_02_01", "cmu_02_02", "", "ärger", "a.b", "x"];
    private static readonly string[] Terms = ["walk", "run", "jump", "slow", "fast", "Quick", "turn", "left", "right", "2", "motion"];
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'+02:00'"];

    // Similarity dot_product takes vectors of length 1 only. No two are equally far from a third, unless by zeros alone: which of
    // them is nearer would be up to the processor, on which it depends whether Lucene rounds each product or only their sum.
    private static readonly double[][] UnitVectors = [[1, 0, 0], [0, 1, 0], [0.6, 0.8, 0], [0.28, 0, 0.96], [0, -0.352, 0.936], [-0.48, 0.36, 0.8]];

    public static JsonNode? Keyword(Dice dice) => dice.Pick(Words);

    public static JsonNode? Text(Dice dice) => string.Join(' ', Enumerable.Range(0, dice.Between(1, 7)).Select(_ => dice.Pick(Terms)));

    public static JsonNode? Whole(Dice dice) => dice.Weighted<JsonNode?>(
        (20, () => dice.Between(-3, 30)),
        (1, () => dice.Between(-100, 100) * 10),
        (1, () => dice.Between(0, 9).ToString(CultureInfo.InvariantCulture)),
        (1, () => dice.Between(0, 9) + 0.75));

    public static JsonNode? Fraction(Dice dice) => dice.Weighted<JsonNode?>(
        (20, () => Number(dice.Between(0, 100) / 100.0)),
        (4, () => Number(Math.Round(dice.Fraction() * 10 - 2, 4))),
        (1, () => dice.Between(0, 3)),
        (1, () => "0.5"));

    public static JsonNode? Boolean(Dice dice) => dice.Weighted<JsonNode?>((10, () => dice.Chance(0.5)), (1, () => dice.Pick("true", "false")));

    public static DateTime Moment(Dice dice) =>
        new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(dice.Between(0, 24 * 120)).AddMilliseconds(dice.Pick(0, 0, 1, 999, 61_500));

    public static JsonNode? Date(Dice dice) => dice.Weighted<JsonNode?>(
        (10, () => Moment(dice).ToString(dice.Pick(Formats), CultureInfo.InvariantCulture)),
        (2, () => new DateTimeOffset(Moment(dice)).ToUnixTimeMilliseconds()));

    public static JsonNode? Vector(Dice dice) => dice.Weighted<JsonNode?>(
        (80, () => Tree.List(dice.Pick(UnitVectors))),
        (10, () => Tree.List(Enumerable.Range(0, 3).Select(_ => Math.Round(dice.Fraction() * 2 - 0.9, 2)))),
        (1, () => Tree.List<double>([1, 0])),
        (1, () => Tree.List<double>([0, 0, 0])),
        (1, () => dice.Pick<JsonNode?>("x", 1, null, Tree.List(["1", "0", "0"]))));

    private static JsonNode? Number(double value) => JsonNode.Parse(JsonSerializer.Serialize(value));
}
