using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>The values of <c>search_after</c>: where in the order of the sort a page begins.</summary>
internal static class SearchAfter
{
    /// <summary>Reads the array of the body.</summary>
    /// <exception cref="FailureException">It is empty, or an element is an object or array.</exception>
    public static IReadOnlyList<JsonValue> Parse(JsonValue value)
    {
        foreach (var item in value.Items)
        {
            if (item.Kind is JsonKind.Object or JsonKind.Array)
            {
                throw Failure.Parsing(
                    $"Expected [VALUE_STRING] or [VALUE_NUMBER] or [VALUE_BOOLEAN] or [VALUE_NULL] but found [{item.TokenName}] inside search_after.",
                    item.Location).Raise();
            }
        }

        return value.Items.Count > 0 ? value.Items : throw Failure.IllegalArgument("Values must contains at least one value.").Raise();
    }

    /// <summary>The values in the types of the sort keys; null where the body has no <c>search_after</c>.</summary>
    /// <exception cref="FailureException">Their number or one of them does not fit the sort.</exception>
    public static IReadOnlyList<object?>? Bind(SearchRequest request, IReadOnlyList<BoundSortKey> sort, IReadOnlyList<SearchTarget> targets, long now)
    {
        if (request.SearchAfter is not { } values)
            return null;
        try
        {
            if (sort.Count == 0)
                throw Failure.IllegalArgument("Sort must contain at least one field.").Raise();
            return values.Count == sort.Count
                ? [.. sort.Select((key, i) => Convert(values[i], key, i, now))]
                : throw Failure.IllegalArgument($"search_after has {values.Count} value(s) but sort has {sort.Count}.").Raise();
        }
        catch (FailureException e)
        {
            throw QueryFailures.AllShardsFailed("query", [.. targets.Select(target => (target.Index.Name, e.Failure))]).Raise();
        }
    }

    private static object? Convert(JsonValue value, BoundSortKey key, int position, long now)
    {
        if (key.Type == SortType.String)
            return value.IsNull ? null : value.Text;
        if (value.IsNull)
        {
            throw Failure.IllegalArgument(
                $"[search_after] value at position {position} cannot be null for sort field [{key.Key.Field}] of type [{key.Type.ToString().ToUpperInvariant()}].").Raise();
        }

        if (key.IsBoolean && value.Text is "true" or "false")
            return value.Text == "true" ? 1L : 0L;
        if (key.DateFormat is { } format && value.Kind is JsonKind.String or JsonKind.Boolean)
            return DateMath.Parse(value.Text, format, null, roundUp: false, now);
        if (key.Type is SortType.Int or SortType.Long && key.DateFormat is null)
            return Whole(value, key.Type) ?? throw NotParsed(value, key);
        var number = SortColumns.Number(value.Text) ?? throw NotParsed(value, key);
        return key.Type switch
        {
            SortType.Float or SortType.Score => (object)(float)number,
            SortType.Double => number,
            _ => long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : Whole(number),
        };
    }

    // A number beyond the type is behind, or before, all of it.
    private static object? Whole(JsonValue value, SortType type) =>
        SortMissing.Of(value, value.Kind == JsonKind.Number ? SortType.Long : type) is long number && type == SortType.Int
            ? Math.Clamp(number, int.MinValue, int.MaxValue)
            : SortMissing.Of(value, type);

    private static long Whole(double number) => number >= long.MaxValue ? long.MaxValue : number <= long.MinValue ? long.MinValue : (long)Math.Floor(number);

    private static FailureException NotParsed(JsonValue value, BoundSortKey key) =>
        (Failure.IllegalArgument($"Failed to parse search_after value for field [{key.Key.Field}].") with
        {
            CausedBy = new Failure(FailureKind.NumberFormat, $"For input string: \"{value.Text}\""),
        }).Raise();
}
