using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>
/// Generated aggregations, nested up to a depth, with pipelines beside the buckets they read. Left out is what the published
/// jars of a real server lack: matrix_stats, bucket_sort, derivative.
/// </summary>
public sealed class AggregationGenerator(Dice dice, IReadOnlyList<FieldSpec> fields, QueryGenerator queries)
{
    private const int Depth = 2;

    private static readonly string[] MetricKinds =
        ["avg", "min", "max", "sum", "stats", "extended_stats", "value_count", "cardinality", "percentiles", "percentile_ranks", "median_absolute_deviation"];

    /// <summary>The value of <c>aggs</c>: one to three aggregations.</summary>
    public JsonObject Aggregations(int depth = Depth)
    {
        var aggregations = new JsonObject();
        var isOutermost = depth == Depth;
        for (var i = 0; i < dice.Between(1, 3); i++) aggregations[$"a{i}"] = Aggregation(depth, isOutermost);
        if (aggregations.FirstOrDefault(pair => IsHistogram(pair.Value)).Key is { } histogram) dice.Maybe(0.3, aggregations, "p", () => SiblingPipeline($"{histogram}>_count"));
        return aggregations;
    }

    // Composite and global belong at the top; elsewhere they are an error that is worth few cases.
    private JsonObject Aggregation(int depth, bool isOutermost)
    {
        if (depth == 0 || dice.Chance(0.35)) return Metric();
        var bucket = dice.Weighted<JsonObject>(
            (8, Terms), (5, Histogram), (5, DateHistogram), (3, Range), (3, DateRange),
            (2, () => Tree.Of("filter", queries.Query(1))), (3, Filters), (2, Missing), (isOutermost || dice.Chance(0.1) ? 1 : 0, () => Tree.Of("global", new JsonObject())),
            (isOutermost || dice.Chance(0.1) ? 3 : 0, Composite));
        if (dice.Chance(0.5))
        {
            var inner = Aggregations(depth - 1);
            if (bucket["terms"] is JsonObject terms && inner.FirstOrDefault(pair => pair.Value is JsonObject metric && (metric["avg"] ?? metric["max"] ?? metric["value_count"]) is not null).Key is { } key)
                dice.Maybe(0.4, terms, "order", () => Tree.Of(key, dice.Pick("asc", "desc")));
            if (IsHistogram(bucket) && dice.Chance(0.4)) inner["c"] = ParentPipeline(inner);
            bucket[dice.Pick("aggs", "aggregations")] = inner;
        }

        return bucket;
    }

    private static bool IsHistogram(JsonNode? aggregation) => aggregation?["histogram"] is not null || aggregation?["date_histogram"] is not null;

    private JsonObject Metric()
    {
        if (dice.Chance(0.08)) return TopHits();
        if (dice.Chance(0.04)) return WeightedAverage();
        var kind = dice.Pick(MetricKinds);
        var anyType = kind is "value_count" or "cardinality";
        var field = anyType ? Sortable() : Numeric();
        var body = Tree.Of("field", field.Path);
        dice.Maybe(0.15, body, "missing", () => field.Kind == FieldKind.Keyword ? "none" : dice.Pick<JsonNode?>(0, 5));
        if (kind is "avg" or "sum" or "stats" && field.Kind is FieldKind.Fraction) dice.Maybe(0.1, body, "format", () => dice.Pick("0.00", "0"));
        switch (kind)
        {
            case "percentiles":
                dice.Maybe(0.5, body, "percents", () => Tree.List<double>([5, 50, 95.5]));
                dice.Maybe(0.3, body, "keyed", () => false);
                break;
            case "percentile_ranks":
                body["values"] = Tree.List<double>([0.25, 3, 20]);
                dice.Maybe(0.3, body, "keyed", () => false);
                break;
            case "extended_stats":
                dice.Maybe(0.3, body, "sigma", () => dice.Pick(1.0, 3.0));
                break;
        }

        return Tree.Of(kind, body);
    }

    private JsonObject Terms()
    {
        var body = Tree.Of("field", Sortable().Path);
        dice.Maybe(0.3, body, "size", () => dice.Between(1, 5));
        dice.Maybe(0.3, body, "order", () => dice.Pick<JsonNode?>(
            Tree.Of("_key", "asc"), Tree.Of("_key", "desc"), Tree.Of("_count", "asc"), Tree.List<JsonNode?>([Tree.Of("_count", "desc"), Tree.Of("_key", "desc")])));
        dice.Maybe(0.2, body, "min_doc_count", () => dice.Between(0, 3));
        dice.Maybe(0.15, body, "missing", () => body["field"]!.ToString()[0] is 'k' or 'o' ? "none" : 1);
        if (body["field"]!.ToString() is "k" or "k2") dice.Maybe(0.25, body, dice.Pick("include", "exclude"), () => dice.Pick<JsonNode?>("w.*", "cmu.*|run", Tree.List(["walk", "run"])));
        return Tree.Of("terms", body);
    }

    private JsonObject Histogram()
    {
        var body = new JsonObject { ["field"] = Numeric().Path, ["interval"] = dice.Pick<JsonNode?>(0.1, 0.25, 1, 5, 10) };
        dice.Maybe(0.3, body, "min_doc_count", () => dice.Between(0, 2));
        dice.Maybe(0.2, body, "offset", () => dice.Pick<JsonNode?>(0.05, 0.5, 2));
        if (body["min_doc_count"] is null or JsonValue) dice.Maybe(0.15, body, "extended_bounds", () => new JsonObject { ["min"] = -1, ["max"] = 3 });
        dice.Maybe(0.1, body, "hard_bounds", () => new JsonObject { ["min"] = 0, ["max"] = 2 });
        dice.Maybe(0.15, body, "keyed", () => true);
        dice.Maybe(0.15, body, "missing", () => 1);
        dice.Maybe(0.15, body, "order", () => Tree.Of(dice.Pick("_key", "_count"), dice.Pick("asc", "desc")));
        return Tree.Of("histogram", body);
    }

    private JsonObject DateHistogram()
    {
        var body = Tree.Of("field", "d");
        if (dice.Chance(0.6)) body["calendar_interval"] = dice.Pick("day", "week", "month", "quarter", "year", "1d", "1M");
        else body["fixed_interval"] = dice.Pick("1d", "12h", "36h", "7d", "30d");
        dice.Maybe(0.3, body, "time_zone", () => dice.Pick("+02:00", "Europe/Berlin", "America/New_York", "UTC"));
        dice.Maybe(0.25, body, "format", () => dice.Pick("yyyy-MM-dd", "yyyy-MM", "epoch_millis"));
        dice.Maybe(0.3, body, "min_doc_count", () => dice.Between(0, 2));
        dice.Maybe(0.15, body, "offset", () => dice.Pick("+6h", "-1d"));
        dice.Maybe(0.15, body, "keyed", () => true);
        dice.Maybe(0.15, body, "order", () => Tree.Of(dice.Pick("_key", "_count"), dice.Pick("asc", "desc")));
        dice.Maybe(0.1, body, "missing", () => "2024-01-15");
        if (body["format"] is null) dice.Maybe(0.1, body, dice.Pick("extended_bounds", "hard_bounds"), () => new JsonObject { ["min"] = "2024-01-20", ["max"] = "2024-03-10" });
        return Tree.Of("date_histogram", body);
    }

    private JsonObject Range()
    {
        var body = new JsonObject { ["field"] = Numeric().Path, ["ranges"] = Tree.List<JsonNode?>([Tree.Of("to", 0.5), new JsonObject { ["from"] = 0.5, ["to"] = 5 }, Tree.Of("from", dice.Between(1, 10))]) };
        dice.Maybe(0.2, body, "keyed", () => true);
        dice.Maybe(0.1, body, "missing", () => 2);
        if (dice.Chance(0.2)) body["ranges"]![0]!["key"] = "low";
        return Tree.Of("range", body);
    }

    private JsonObject DateRange()
    {
        var body = new JsonObject { ["field"] = "d", ["ranges"] = Tree.List<JsonNode?>([Tree.Of("to", "2024-02-01"), new JsonObject { ["from"] = "2024-02-01", ["to"] = "2024-03-01||+1M/d" }]) };
        dice.Maybe(0.3, body, "format", () => dice.Pick("yyyy-MM-dd", "strict_date_optional_time"));
        dice.Maybe(0.2, body, "time_zone", () => "+01:00");
        dice.Maybe(0.2, body, "keyed", () => true);
        return Tree.Of("date_range", body);
    }

    private JsonObject Filters()
    {
        var body = new JsonObject();
        if (dice.Chance(0.7)) body["filters"] = new JsonObject { ["x"] = queries.Query(0), ["y"] = queries.Query(1) };
        else body["filters"] = Tree.List<JsonNode?>([queries.Query(0), queries.Query(1)]);
        dice.Maybe(0.3, body, "other_bucket", () => true);
        dice.Maybe(0.1, body, "other_bucket_key", () => "rest");
        return Tree.Of("filters", body);
    }

    private JsonObject Missing() => Tree.Of("missing", Tree.Of("field", Sortable().Path));

    private JsonObject Composite()
    {
        var sources = new List<JsonNode?> { Tree.Of("k", Tree.Of("terms", Source(Tree.Of("field", "k")))) };
        if (dice.Chance(0.5)) sources.Add(Tree.Of("h", Tree.Of("histogram", Source(new JsonObject { ["field"] = "f", ["interval"] = 0.5 }))));
        if (dice.Chance(0.3)) sources.Add(Tree.Of("t", Tree.Of("date_histogram", Source(new JsonObject { ["field"] = "d", ["calendar_interval"] = "month" }))));
        var body = new JsonObject { ["size"] = dice.Between(1, 10), ["sources"] = Tree.List<JsonNode?>(sources) };
        if (sources.Count == 1) dice.Maybe(0.4, body, "after", () => Tree.Of("k", Values.Keyword(dice)));
        return Tree.Of("composite", body);
    }

    private JsonObject Source(JsonObject source)
    {
        dice.Maybe(0.3, source, "order", () => dice.Pick("asc", "desc"));
        dice.Maybe(0.2, source, "missing_bucket", () => true);
        return source;
    }

    private JsonObject TopHits()
    {
        var body = new JsonObject { ["size"] = dice.Between(1, 3), ["_source"] = dice.Pick<JsonNode?>(false, "k", Tree.List(["f", "n"])) };
        dice.Maybe(0.5, body, "sort", () => new SortGenerator(dice, fields).Sort());
        dice.Maybe(0.2, body, "from", () => dice.Between(0, 2));
        dice.Maybe(0.15, body, "version", () => true);
        dice.Maybe(0.15, body, "track_scores", () => true);
        dice.Maybe(0.15, body, "fields", () => Tree.List(["k", "n"]));
        dice.Maybe(0.15, body, "docvalue_fields", () => Tree.List(["f", "d"]));
        return Tree.Of("top_hits", body);
    }

    private JsonObject WeightedAverage() => Tree.Of("weighted_avg", new JsonObject
    {
        ["value"] = Side(),
        ["weight"] = Side(),
    });

    private JsonObject Side()
    {
        var side = Tree.Of("field", Numeric().Path);
        dice.Maybe(0.4, side, "missing", () => dice.Between(0, 3));
        return side;
    }

    private JsonObject SiblingPipeline(string path) => Tree.Of(dice.Pick("avg_bucket", "max_bucket", "min_bucket", "sum_bucket", "stats_bucket", "extended_stats_bucket", "percentiles_bucket"), Tree.Of("buckets_path", path));

    private JsonObject ParentPipeline(JsonObject beside)
    {
        var single = beside.FirstOrDefault(pair => pair.Value is JsonObject metric && (metric["avg"] ?? metric["sum"] ?? metric["max"]) is not null).Key;
        return Tree.Of("cumulative_sum", Tree.Of("buckets_path", single is not null && dice.Chance(0.5) ? single : "_count"));
    }

    private FieldSpec Numeric() => dice.Pick(fields.Where(field => field.Kind is FieldKind.Whole or FieldKind.Fraction).ToList());

    private FieldSpec Sortable() => dice.Pick(fields.Where(field => field.Kind is not (FieldKind.Text or FieldKind.Vector)).ToList());
}
