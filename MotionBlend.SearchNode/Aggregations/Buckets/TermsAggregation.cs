using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>terms</c>: a bucket a value, the largest first.</summary>
internal sealed record TermsAggregation(string Name, string Field) : Aggregation(Name)
{
    public override string Kind => "terms";

    public int Size { get; init; } = 10;

    /// <summary>How many buckets a shard hands over; null for the default.</summary>
    public int? ShardSize { get; init; }

    /// <summary>Buckets with fewer documents are left out; 0 shows also terms that no document of the query has.</summary>
    public long MinDocCount { get; init; } = 1;

    public BucketOrder Order { get; init; } = BucketOrder.ByCount;

    public TermsFilter? Filter { get; init; }

    public bool ShowError { get; init; }

    /// <summary>The value of documents that have none, as it was written.</summary>
    public JsonValue? Missing { get; init; }

    public string? Format { get; init; }

    /// <summary>The type of a field that no index maps.</summary>
    public string? ValueType { get; init; }

    /// <summary>How Elasticsearch is to count terms of keywords; it changes nothing here.</summary>
    public string? ExecutionHint { get; init; }

    /// <summary>A shard does not hand over buckets with fewer documents; never more than <see cref="MinDocCount"/>.</summary>
    public long ShardMinDocCount { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.ReadObject("collect_mode", value => value.Text is "depth_first" or "breadth_first"
            ? value
            : throw new Failure(FailureKind.Parse, $"no [collect_mode] found for value [{value.Text}]").Raise());
        body.Refuse("script");
        return new TermsAggregation(body.Name, body.Field())
        {
            Size = body.Read("size", value => Positive(value, "size", body.Name)) ?? 10,
            ShardSize = body.Read("shard_size", value => Positive(value, "shardSize", body.Name)),
            MinDocCount = body.Read("min_doc_count", value => NotNegative(value, "minDocCount", body.Name)) ?? 1,
            ShardMinDocCount = body.Read("shard_min_doc_count", value => NotNegative(value, "shardMinDocCount", body.Name)) ?? 0,
            Order = BucketOrder.Take(body) ?? BucketOrder.ByCount,
            Filter = TermsFilter.Parse(body),
            ShowError = body.Bool("show_term_doc_count_error", false),
            Missing = body.TakeWhole("missing"),
            Format = body.Text("format"),
            ValueType = body.Text("value_type"),
            ExecutionHint = body.Text("execution_hint"),
        };
    }

    public override void Require(RowColumns columns)
    {
        var column = columns.Field(Field);
        columns.RequireFamily(
            this, column, FieldFamily.Keyword, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
        columns.RequireFormat(column, Format);
        columns.RequireMissing(column, Missing, numeric: column.Type is IntegerType, Format);
    }

    public override void RequireMade(RowColumns columns)
    {
        var column = columns.Field(Field);
        if (column.Type is KeywordType && ExecutionHint is not (null or "map" or "global_ordinals"))
            throw columns.OnShards(Failure.IllegalArgument($"Unknown `execution_hint`: [{ExecutionHint}], expected any of [map, global_ordinals]"));
        try
        {
            Filter?.On(Name, TypeOf(column), Format);
        }
        catch (FailureException e)
        {
            throw columns.OnShards(e.Failure);
        }

        base.RequireMade(columns);
        // A keyword's terms that all documents of a query are counted for are each a filter, whose order is only looked at
        // when buckets are put in order.
        if (column.Type is not KeywordType || Missing is not null || !columns.Targets.All(target => target.Query is Ast.MatchAllNode))
            Order.Require(columns, Children);
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var type = TypeOf(column);
        var format = ValueFormat.Of(type, Format);
        var accept = Filter?.On(Name, type, Format) ?? (_ => true);
        var (counts, children) = run.Buckets(this, rows);
        var found = counts.Select(count => (count.Key, Value: KeyOf(count.Key.Last), Count: count.Value)).Where(bucket => accept(bucket.Value)).GroupBy(bucket => bucket.Key.Parent);
        List<object> all = MinDocCount == 0 ? [.. AllTerms(run).Where(accept)] : [];
        // Each term of a keyword is a filter of its own where nothing stands in the way, and filters are only put in order together.
        var areFilters = column.Type is KeywordType { Indexed: true } && Missing is null && ExecutionHint != "map" && !NeedsScores && run.IsAll(rows);
        return DeferredResults.Of(found, group =>
        {
            var buckets = group.ToDictionary(b => b.Value, b => ToBucket(b.Value, b.Count, format, () => children.Of(b.Key)));
            foreach (var value in all.Where(value => !buckets.ContainsKey(value)))
                buckets[value] = ToBucket(value, 0, format, () => run.EmptyOf(Children));
            return Result(run, type, buckets.Values, areFilters);
        });
    }

    public override AggregationResult Empty(AggregationRun run)
    {
        var column = run.Columns.Field(Field);
        var type = TypeOf(column);
        var format = ValueFormat.Of(type, Format);
        if (MinDocCount > 0 || run.Columns.Targets.Count == 0 || run.FillsGap)
            return Result(run, type, []);
        var accept = Filter?.On(Name, type, Format) ?? (_ => true);
        return Result(run, type, AllTerms(run).Where(accept).Select(value => ToBucket(value, 0, format, () => run.EmptyOf(Children))));
    }

    public override BucketRows Divide(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var type = TypeOf(column);
        // A key has the type of its values, or of the missing value where that is wider.
        var cast = column.Type is null || column.Type is IntegerType ? type switch
        {
            FloatType => "::DOUBLE",
            IntegerType or DateType => "::BIGINT",
            _ => "",
        } : "";
        Func<SqlParameters, string>? missing = Missing is null ? null : parameters => parameters.Add(MissingOf(type)!);
        var own = (column.Type, type) switch
        {
            (null, null) => column with { Name = $"{column.Name}::VARCHAR" },
            (IntegerType, FloatType) => BucketSql.AsNumbers(column),
            _ => column,
        };
        return BucketSql.ByValue(rows, own, (value, _) => value + cast, missing);
    }

    // The result in the two steps of Elasticsearch: a shard hands over its first buckets, of which enough documents are kept.
    private TermsResult Result(AggregationRun run, FieldType? type, IEnumerable<Bucket> found, bool areFilters = false)
    {
        var all = found.ToList();
        var buckets = Order.Sort(all.Where(bucket => bucket.Count >= Math.Min(ShardMinDocCount, MinDocCount)), nothingLast: !areFilters);
        var suggested = Order.IsByKey ? Size : (int)Math.Min(int.MaxValue, (Size * 1.5) + 10);
        var most = Math.Max(Size, ShardSize ?? suggested);
        var handed = Order.Sort(buckets.Take(most));
        var enough = handed.Where(bucket => bucket.Count >= MinDocCount).ToList();
        var kept = enough.Take(Size).ToList();
        run.CountBuckets(kept.Count);
        var others = all.Sum(bucket => bucket.Count) - handed.Sum(bucket => bucket.Count) + enough.Skip(Size).Sum(bucket => bucket.Count);
        var name = type?.Family switch
        {
            FieldFamily.Integer or FieldFamily.Date or FieldFamily.Boolean => "lterms",
            FieldFamily.Float => "dterms",
            _ => "sterms",
        };
        // In any other order the buckets that were not handed over could have belonged to the first.
        var error = handed.Count < most || handed.Count == 0 || Order.StartsByKey || Order.StartsByLargestCount ? 0 : -1;
        return new TermsResult(name, [.. kept.Cast<TermBucket>().Select(term => term with { Error = error, Children = term.Below?.Invoke() ?? term.Children })], others) { Error = error };
    }

    // Bounded: a field of more values than a reply may have buckets cannot be shown whole anyway.
    private IEnumerable<object> AllTerms(AggregationRun run)
    {
        var terms = BucketSql.Keys(run.Session, Divide(run, run.AllRows)).Select(key => KeyOf(key.Last));
        // What stands for a missing keyword is a term of every index that holds documents, though none of them lacks the field.
        return Missing is not null && TypeOf(run.Columns.Field(Field)) is KeywordType type && run.Buckets([], run.AllRows).Counts.Values.Any(rows => rows > 0)
            ? terms.Append(MissingOf(type)!).Distinct()
            : terms;
    }

    private static object KeyOf(object key) => key is bool flag ? flag ? 1L : 0L : key;

    // What is in a bucket is made only where it is kept, or where its place depends on it.
    private TermBucket ToBucket(object value, long count, ValueFormat format, Func<AggregationResults> below)
    {
        var text = value switch
        {
            long number => format.Text(number),
            double number => format.Text(number),
            _ => null,
        };
        return Order.LooksInside
            ? new TermBucket(value, text, count, below()) { ShowError = ShowError }
            : new TermBucket(value, text, count, AggregationResults.None) { ShowError = ShowError, Below = below };
    }

    private FieldType? TypeOf(RowColumn column) => column.Type switch
    {
        null => ValueType switch
        {
            "long" or "integer" or "short" or "byte" or "numeric" => new IntegerType(ColumnType.BigInt),
            "double" or "float" or "number" => new FloatType(FloatPrecision.Double),
            "date" => new DateType(DateFormat.Default),
            _ => null,
        },
        IntegerType when Missing is { } missing && missing.AsDouble() != Math.Floor(missing.AsDouble()) => new FloatType(FloatPrecision.Double),
        var type => type,
    };

    private object? MissingOf(FieldType? type) => MissingValue.Of(new RowColumn("", Field, type, Many: false), Missing, numeric: false, Format);

    private static long NotNegative(JsonValue value, string name, string aggregation) => value.AsLong() is var count and >= 0
        ? count
        : throw Failure.IllegalArgument($"[{name}] must be greater than or equal to 0. Found [{value.Text}] in [{aggregation}]").Raise();

    private static int Positive(JsonValue value, string name, string aggregation) => value.AsInt() is var size and > 0
        ? size
        : throw Failure.IllegalArgument($"[{name}] must be greater than 0. Found [{value.Text}] in [{aggregation}]").Raise();
}
