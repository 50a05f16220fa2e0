using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>Fields as queries over several of them name them: <c>title^2</c>, <c>motion.*</c>, or none for all.</summary>
internal sealed record FieldWeights(IReadOnlyList<(string Pattern, float Weight)> Patterns)
{
    public static readonly FieldWeights None = new([]);

    /// <summary>True when every field is asked for: values that do not fit one match nothing there.</summary>
    public bool All => Patterns.Count == 0 || Patterns.Any(pattern => pattern.Pattern == "*");

    /// <summary>Reads a string or an array of strings.</summary>
    /// <param name="value">The names with their weights.</param>
    /// <param name="keeps">Whether a name that is given again without a weight keeps the one that it has, instead of getting 1.</param>
    public static FieldWeights Parse(JsonValue value, bool keeps)
    {
        // A name that is given twice has its last weight.
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var item in value.Kind == JsonKind.Array ? value.Items : [value])
        {
            var (pattern, weight) = Parse(QueryKeys.Text(item));
            if (!keeps || pattern != item.Text || !weights.ContainsKey(pattern))
                weights[pattern] = weight;
        }

        return new FieldWeights([.. weights.Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>Reads one name with its weight.</summary>
    public static (string Pattern, float Weight) Parse(string text)
    {
        var mark = text.IndexOf('^', StringComparison.Ordinal);
        if (mark < 0)
            return (text, 1);
        return float.TryParse(text.AsSpan(mark + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
            ? (text[..mark], weight)
            : throw new Failure(FailureKind.NumberFormat, $"For input string: \"{text[(mark + 1)..]}\"").Raise();
    }

    /// <summary>The fields of an index with their weights; names that are not mapped stay.</summary>
    public IReadOnlyList<(string Path, float Weight)> Resolve(QueryContext context)
    {
        var found = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (pattern, weight) in Patterns.Count == 0 ? [("*", 1f)] : Patterns)
        {
            IEnumerable<string> paths = Wildcard.IsPattern(pattern)
                ? context.Index.Mapping.Fields.Values
                    .Where(field => field.Type.Family != FieldFamily.Vector && (field.Type.Indexed || field.Type.DocValues) && Wildcard.Matches(pattern, field.Path))
                    .Select(field => field.Path)
                    .Order(StringComparer.Ordinal)
                : [pattern];
            foreach (var path in paths)
                found[path] = found.GetValueOrDefault(path, 1) * weight;
        }

        return [.. found.Select(field => (field.Key, field.Value))];
    }
}
