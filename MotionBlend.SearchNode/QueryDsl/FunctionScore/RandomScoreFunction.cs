using System.Globalization;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.QueryDsl.FunctionScore;

/// <summary>
/// <c>random_score</c>: a number from 0 to 1 that follows from the seed and a field's value, the same that Elasticsearch gives
/// for the first shard; without a seed another one with every request.
/// </summary>
internal sealed record RandomScoreFunction : ScoreFunction
{
    /// <summary>What the seed is to Elasticsearch: 32 bits; null for none.</summary>
    public int? Seed { get; init; }

    public string? Field { get; init; }

    public static ScoreFunction Parse(JsonValue body)
    {
        var function = new RandomScoreFunction();
        foreach (var member in body.Members.SelectMany(QueryKeys.Flat))
        {
            function = member.Name switch
            {
                _ when member.Value.IsNull => function,
                _ when member.Value.Kind == JsonKind.Object => throw Failure.Parsing(
                    $"random_score query does not support [{member.Value.Members.First?.Name ?? member.Name}]", member.Value.Location).Raise(),
                "seed" => function with { Seed = ReadSeed(member.Value) },
                "field" => function with { Field = QueryKeys.Text(member.Value) },
                _ => throw Failure.Parsing($"random_score query does not support [{member.Name}]", member.Value.Location).Raise(),
            };
        }

        return function;
    }

    protected override ScoreFunctionNode BindCore(QueryContext context)
    {
        var mapping = context.Index.Mapping;
        if (Seed is not { } seed || (Field is not null && mapping.Fields.Count == 0))
            return new RandomFunction(Salted(context, JavaHash.Of(context.Dates.NowMillis)), "rowid");
        var salted = Salted(context, seed);
        return Field switch
        {
            null => throw MetadataFields.SortFailure("_id")!.Raise(),
            "_seq_no" or "_version" => new RandomFunction(salted, Field) { Given = seed },
            "_index" => new RandomFunction(salted, null) { Given = seed, Text = context.Index.Name },
            _ => new RandomFunction(salted, null) { Given = seed, Field = FieldIn(context, Field) },
        };
    }

    private static MappedField FieldIn(QueryContext context, string path)
    {
        var (index, field) = (context.Index, context.Field(path));
        return field?.Type switch
        {
            null when MetadataFields.SortFailure(path) is { } failure => throw failure.Raise(),
            null => throw Failure.IllegalArgument(
                $"Field [{path}] is not mapped on [[{index.Name}/{index.Uuid}]] and cannot be used as a source of random numbers.").Raise(),
            TextType { Fielddata: false } => throw SortColumns.Fielddata(path, index.Name).Raise(),
            { Family: FieldFamily.Vector } => throw Failure.IllegalArgument("String representation of doc values for vector fields is not supported").Raise(),
            { DocValues: false } type and not TextType => throw Failure.IllegalArgument(
                $"Can't load fielddata on [{path}] because fielddata is unsupported on fields of type [{type.Name}]. Use doc values instead.").Raise(),
            _ => field!,
        };
    }

    // The salt keeps indices apart; the number of the shard, which would stand in its low bits, is that of the first.
    private static int Salted(QueryContext context, int seed) => Murmur3.Mix(seed ^ (JavaHash.Of(context.Index.Name) << 10));

    private static int ReadSeed(JsonValue value)
    {
        if (value.Kind == JsonKind.String)
            return JavaHash.Of(value.Text);
        if (value.Kind != JsonKind.Number)
            throw Failure.Parsing($"random_score seed must be an int/long or string, not '{value.TokenName}'", value.Location).Raise();
        if (!long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw Failure.Parsing($"random_score seed must be an int, long or string, not '{value.TokenName}'", value.Location).Raise();
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : JavaHash.Of(number);
    }
}
