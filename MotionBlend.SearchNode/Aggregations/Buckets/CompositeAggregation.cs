using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>
/// <c>composite</c>: all combinations of the keys of several sources, in their order and in pages: <c>after</c> is the
/// last key of the page before. The database orders and cuts, so a page costs its own size.
/// </summary>
internal sealed record CompositeAggregation(string Name, IReadOnlyList<CompositeSource> Sources) : Aggregation(Name)
{
    public override string Kind => "composite";

    public int Size { get; init; } = 10;

    public JsonValue? After { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        var sources = ReadSources(body) ?? body.Incomplete(new List<CompositeSource>(), Failure.IllegalArgument("Required [sources]"));
        return new CompositeAggregation(body.Name, sources)
        {
            Size = body.Read("size", value => value.AsInt() is var size and >= 0
                ? size
                : throw Failure.IllegalArgument($"[size] must be greater than 0. Found [{value.Text}] in [{body.Name}]").Raise()) ?? 10,
            After = body.TakeWhole("after"),
        };
    }

    public override void Require(RowColumns columns)
    {
        foreach (var source in Sources)
            source.Require(this, columns);
        try
        {
            AfterKeys(columns);
        }
        catch (FailureException e)
        {
            throw columns.OnShards(e.Failure);
        }
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var page = CompositeSql.Page(run, this, AfterKeys(run.Columns), rows);
        if (rows.Keys > 0)
            throw Failure.Unsupported("a composite aggregation below buckets").Raise();
        var children = run.Evaluate(Children, CompositeSql.Rows(run, this, rows, page));
        run.CountBuckets(page.Count);
        var columns = Sources.Select(source => run.Columns.Field(source.Field)).ToList();
        var buckets = page.Select(row => new CompositeBucket(
            [.. Sources.Select((source, i) => (source.Name, source.ShownExactly(row.Keys[i], columns[i])))], row.Count, children.Of(row.Group))).ToList();
        return new Dictionary<BucketKey, AggregationResult> { [BucketKey.Root] = new CompositeResult(buckets) };
    }

    public override AggregationResult Empty(AggregationRun run) => new CompositeResult([]);

    // Below a filter it has its one set of pages as at the top.
    protected override void RequirePlace(RowColumns columns, IReadOnlyList<Aggregation> around)
    {
        if (around.LastOrDefault(parent => parent is not FilterAggregation) is { } parent)
            throw columns.OnShards(Failure.IllegalArgument($"[composite] aggregation cannot be used with a parent aggregation of type: [{JavaName(parent)}]"));
    }

    private static List<CompositeSource>? ReadSources(AggregationBody body)
    {
        CompositeSourceReader? reader = null;
        var sources = body.ReadObject("sources", value => ParseSources(reader = new CompositeSourceReader(body.Name, value)));
        reader?.RequireEnd();
        return sources;
    }

    private static List<CompositeSource> ParseSources(CompositeSourceReader reader)
    {
        var parsed = reader.Read();
        if (parsed.Count == 0)
            throw NotBuilt("Composite [sources] cannot be null or empty");
        return parsed.GroupBy(source => source.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw NotBuilt($"Composite source names must be unique, found duplicates: [{twice.Key}]")
            : parsed;
    }

    private static FailureException NotBuilt(string reason) =>
        new Failure(FailureKind.XContentParse, "Failed to build [composite] after last required field arrived")
        {
            CausedBy = Failure.IllegalArgument(reason),
        }.Raise();

    private List<object?>? AfterKeys(RowColumns columns)
    {
        if (After is not { } after)
            return null;
        if (after.Members.Count != Sources.Count)
            throw Failure.IllegalArgument($"[after] has {after.Members.Count} value(s) but [sources] has {Sources.Count}").Raise();
        return
        [
            .. Sources.Select((source, i) => AfterKey(
                source, i, after[source.Name] ?? throw Failure.IllegalArgument($"Missing value for [after.{source.Name}]").Raise(), columns.Field(source.Field))),
        ];
    }

    private object? AfterKey(CompositeSource source, int position, JsonValue value, RowColumn column)
    {
        if (value.Kind is JsonKind.Object or JsonKind.Array)
            throw Failure.IllegalArgument($"Invalid value for [after.{source.Name}], expected comparable, got [{value.TokenName}]").Raise();
        if (value.IsNull)
            return source.After(value, column);
        try
        {
            return source.After(value, column);
        }
        catch (FailureException e)
        {
            throw new Failure(
                FailureKind.Parse,
                string.Create(CultureInfo.InvariantCulture, $"Cannot set after key in the composite aggregation [{Name}] - incompatible value in the position {position}: {e.Failure.Reason}"))
            {
                CausedBy = e.Failure,
            }.Raise();
        }
    }

    private static string JavaName(Aggregation parent) => parent switch
    {
        TermsAggregation => "TermsAggregatorFactory",
        HistogramAggregation => "HistogramAggregatorFactory",
        DateHistogramAggregation => "DateHistogramAggregatorFactory",
        FiltersAggregation => "FiltersAggregatorFactory",
        RangeAggregation => "RangeAggregatorFactory",
        GlobalAggregation => "GlobalAggregatorFactory",
        MissingAggregation => "MissingAggregatorFactory",
        _ => "CompositeAggregationFactory",
    };
}
