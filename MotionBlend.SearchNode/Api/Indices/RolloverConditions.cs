using System.Globalization;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>When an alias rolls over: any of the <c>max_</c> conditions, and all of the <c>min_</c> ones.</summary>
internal static class RolloverConditions
{
    private static readonly string[] Units = ["pb", "tb", "gb", "mb", "kb", "b"];

    /// <summary>Each condition as Elasticsearch shows it, and whether it holds.</summary>
    /// <exception cref="FailureException">A condition is unknown or its value cannot be read.</exception>
    public static IReadOnlyList<(string Shown, bool IsMax, bool Met)> Evaluate(JsonValue? conditions, IndexFigures figures, TimeSpan age) =>
    [
        .. (conditions?.Members ?? []).Select(condition =>
        {
            var (text, isMax) = (condition.Value.Text, condition.Name.StartsWith("max_", StringComparison.Ordinal));
            var (have, limit) = condition.Name switch
            {
                "max_age" or "min_age" => (age.TotalMilliseconds, TimeValue.Parse(text, condition.Name).TotalMilliseconds),
                "max_docs" or "min_docs" or "max_primary_shard_docs" or "min_primary_shard_docs" => (figures.Documents, condition.Value.AsLong()),
                "max_size" or "min_size" or "max_primary_shard_size" or "min_primary_shard_size" => (figures.Bytes, Bytes(text, condition.Name)),
                _ => throw Failure.IllegalArgument($"[conditions] unknown field [{condition.Name}]").Raise(),
            };
            return ($"[{condition.Name}: {text}]", isMax, have >= limit);
        }),
    ];

    private static double Bytes(string text, string name)
    {
        for (var i = 0; i < Units.Length; i++)
        {
            if (text.EndsWith(Units[i], StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^Units[i].Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return number * Math.Pow(1024, Units.Length - 1 - i);
        }

        throw new Failure(
            FailureKind.Parse, $"failed to parse setting [{name}] with value [{text}] as a size in bytes: unit is missing or unrecognized").Raise();
    }
}
