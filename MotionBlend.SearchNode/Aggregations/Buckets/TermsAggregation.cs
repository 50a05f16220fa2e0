using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>terms</c>: a bucket a value, the largest first.</summary>
internal sealed record TermsAggregation(string Name, string Field) : Aggregation(Name)
{
    public override string Kind => "terms";

    public int Size { get; init; } = 10;

    public long MinDocCount { get; init; } = 1;

    public BucketOrder Order { get; init; } = BucketOrder.ByCount;

    /// <summary>The value of documents that have none, as it was written.</summary>
    public JsonValue? Missing { get; init; }

    public string? Format { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.WithoutEffect("shard_size", "collect_mode", "execution_hint", "shard_min_doc_count", "show_term_doc_count_error");
        body.Refuse("script", "include", "exclude", "value_type");
        return new TermsAggregation(body.Name, body.Field())
        {
            Size = body.Read("size", value => value.AsInt() switch
            {
                > 0 and var size => size,
                var size => throw Failure.IllegalArgument($"[size] must be greater than 0. Found [{size}] in [{body.Name}]").Raise(),
            }) ?? 10,
            MinDocCount = body.Read("min_doc_count", value => value.AsLong() switch
            {
                0 => throw Failure.Unsupported("[min_doc_count] 0 in a terms aggregation").Raise(),
                < 0 and var count => throw Failure.IllegalArgument(
                    $"[min_doc_count] must be greater than or equal to 0. Found [{count}] in [{body.Name}]").Raise(),
                var count => count,
            }) ?? 1,
            Order = body.Take("order") is { } order ? BucketOrder.Parse(order) : BucketOrder.ByCount,
            Missing = body.Take("missing"),
            Format = body.Text("format"),
        };
    }

    public override void Require(RowColumns columns) => columns.RequireFamily(
        this, columns.Field(Field), FieldFamily.Keyword, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var format = ValueFormat.Of(column.Type, Format);
        var inside = BucketSql.ByValue(rows, column, (value, _) => value, MissingValue(column));
        var counts = BucketSql.Counts(run.Session, inside);
        var children = run.Evaluate(Children, inside);
        return counts.GroupBy(count => count.Key.Parent).ToDictionary(
            group => group.Key,
            AggregationResult (group) => Result(run, column.Type, [.. group.Where(c => c.Value >= MinDocCount).Select(c => ToBucket(c.Key, c.Value, format, children))], group.Sum(c => c.Value)));
    }

    public override AggregationResult Empty(AggregationRun run) => Result(run, run.Columns.Field(Field).Type, [], 0);

    private TermsResult Result(AggregationRun run, FieldType? type, List<Bucket> buckets, long all)
    {
        var kept = Order.Sort(buckets, Children).Take(Size).ToList();
        run.CountBuckets(kept.Count);
        var name = type?.Family switch
        {
            FieldFamily.Integer or FieldFamily.Date or FieldFamily.Boolean => "lterms",
            FieldFamily.Float => "dterms",
            _ => "sterms",
        };
        return new TermsResult(name, kept, all - kept.Sum(bucket => bucket.Count));
    }

    private static Bucket ToBucket(BucketKey key, long count, ValueFormat format, SiblingResults children)
    {
        var value = key.Last is bool flag ? flag ? 1L : 0L : key.Last;
        var text = value switch
        {
            long number => format.Text(number),
            double number => format.Text(number),
            _ => null,
        };
        return new Bucket(value, text, count, children.Of(key));
    }

    private Func<Sql.SqlParameters, string>? MissingValue(RowColumn column)
    {
        if (Missing is not { } missing)
            return null;
        return column.Type switch
        {
            null or KeywordType => parameters => parameters.Add(missing.Text),
            DateType date => parameters => parameters.Add(missing.Kind == JsonKind.Number ? missing.AsLong() : date.Format.Parse(missing.Text).Millis),
            BooleanType => parameters => parameters.Add(missing.AsBoolean()),
            FloatType number => parameters => parameters.Add(number.Round(missing.AsDouble())),
            _ => parameters => parameters.Add(missing.AsLong()),
        };
    }
}

/// <summary>Buckets by value, and how many documents the cut-off ones hold.</summary>
internal sealed record TermsResult(string Type, IReadOnlyList<Bucket> Buckets, long Others) : BucketsResult(Type, Buckets, false)
{
    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        writer.WriteNumber("doc_count_error_upper_bound", 0);
        writer.WriteNumber("sum_other_doc_count", Others);
        base.WriteMembers(writer, typedKeys);
    }
}
