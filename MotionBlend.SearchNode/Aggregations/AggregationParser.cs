using System.Collections.Frozen;
using System.Text;
using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Aggregations.Pipelines;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>Reads a tree of aggregations.</summary>
internal static class AggregationParser
{
    private const int MaxDepth = 50;

    private static readonly FrozenDictionary<string, Func<AggregationBody, Aggregation>> Parsers =
        new Dictionary<string, Func<AggregationBody, Aggregation>>(StringComparer.Ordinal)
        {
            ["avg"] = AvgAggregation.Parse,
            ["min"] = MinAggregation.Parse,
            ["max"] = MaxAggregation.Parse,
            ["sum"] = SumAggregation.Parse,
            ["stats"] = StatsAggregation.Parse,
            ["percentiles"] = PercentilesAggregation.Parse,
            ["terms"] = TermsAggregation.Parse,
            ["histogram"] = HistogramAggregation.Parse,
            ["date_histogram"] = DateHistogramAggregation.Parse,
            ["filters"] = FiltersAggregation.Parse,
            ["extended_stats"] = ExtendedStatsAggregation.Parse,
            ["value_count"] = ValueCountAggregation.Parse,
            ["cardinality"] = CardinalityAggregation.Parse,
            ["percentile_ranks"] = PercentileRanksAggregation.Parse,
            ["median_absolute_deviation"] = MedianAbsoluteDeviationAggregation.Parse,
            ["matrix_stats"] = MatrixStatsAggregation.Parse,
            ["weighted_avg"] = WeightedAvgAggregation.Parse,
            ["filter"] = FilterAggregation.Parse,
            ["missing"] = MissingAggregation.Parse,
            ["global"] = GlobalAggregation.Parse,
            ["top_hits"] = TopHitsAggregation.Parse,
            ["composite"] = CompositeAggregation.Parse,
            ["range"] = RangeAggregation.Parse,
            ["date_range"] = RangeAggregation.Parse,
            ["avg_bucket"] = AvgBucketAggregation.Parse,
            ["sum_bucket"] = SumBucketAggregation.Parse,
            ["max_bucket"] = MaxBucketAggregation.Parse,
            ["min_bucket"] = MinBucketAggregation.Parse,
            ["stats_bucket"] = StatsBucketAggregation.Parse,
            ["extended_stats_bucket"] = ExtendedStatsBucketAggregation.Parse,
            ["percentiles_bucket"] = PercentilesBucketAggregation.Parse,
            ["cumulative_sum"] = CumulativeSumAggregation.Parse,
            ["derivative"] = DerivativeAggregation.Parse,
            ["bucket_sort"] = BucketSortAggregation.Parse,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Kinds that Elasticsearch has and this node has not; adding a parser is enough to lift the refusal.</summary>
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.Create(
        StringComparer.Ordinal,
        "adjacency_matrix", "auto_date_histogram", "boxplot", "bucket_correlation", "bucket_count_ks_test", "bucket_script",
        "bucket_selector", "categorize_text", "change_point", "children", "cumulative_cardinality",
        "diversified_sampler",
        "frequent_item_sets", "geo_bounds", "geo_centroid", "geo_distance", "geo_line", "geohash_grid", "geohex_grid", "geotile_grid",
        "inference", "ip_prefix", "ip_range", "moving_fn",
        "moving_percentiles", "multi_terms", "nested", "normalize", "parent", "random_sampler",
        "rare_terms", "rate", "reverse_nested", "sampler", "scripted_metric", "serial_diff", "significant_terms", "significant_text",
        "string_stats", "t_test", "time_series", "top_metrics",
        "variable_width_histogram");

    /// <summary>Names of the kinds that this node has.</summary>
    public static IEnumerable<string> Kinds => Parsers.Keys;

    /// <summary>Parses the object of <c>aggs</c>.</summary>
    /// <exception cref="FailureException">A name, kind or parameter is wrong or not supported.</exception>
    public static IReadOnlyList<Aggregation> ParseAll(JsonValue aggregations, int depth = 0)
    {
        if (depth > MaxDepth)
            throw Failure.IllegalArgument($"aggregations are nested deeper than {MaxDepth}").Raise();
        List<Aggregation> parsed = [.. aggregations.Members.Select(member => Parse(member, depth))];
        return parsed;
    }

    /// <summary>Refuses pipelines that stand where they cannot; asked once the whole request is read.</summary>
    /// <exception cref="FailureException">One does.</exception>
    public static void RequirePlaces(IReadOnlyList<Aggregation> aggregations, Aggregation? parent = null)
    {
        foreach (var aggregation in aggregations)
            RequirePlaces(aggregation.Children, aggregation);
        PipelineReduction.Validate(parent, aggregations);
    }

    private static Aggregation Parse(JsonMember named, int depth)
    {
        RequireName(named);
        (JsonMember Definition, Aggregation Aggregation)? read = null;
        IReadOnlyList<Aggregation>? children = null;
        string? meta = null;
        foreach (var member in named.Value.Members)
        {
            RequireObject(named, member);
            switch (member.Name)
            {
                case "aggs" or "aggregations" when children is not null:
                    throw Failure.Parsing($"Found two sub aggregation definitions under [{named.Name}]", member.Value.Location).Raise();
                case "aggs" or "aggregations":
                    children = ParseAll(member.Value, depth + 1);
                    break;
                case "meta":
                    meta = Encoding.UTF8.GetString(member.Value.Raw.Span);
                    break;
                default:
                    if (read is { } first)
                    {
                        throw Failure.Parsing(
                            $"Found two aggregation type definitions in [{named.Name}]: [{first.Definition.Name}] and [{member.Name}]",
                            member.Value.Location).Raise();
                    }

                    read = (member, ParseDefinition(named, member));
                    break;
            }
        }

        if (read is not (var definition, var aggregation))
            throw Failure.Parsing($"Missing definition for aggregation [{named.Name}]", named.Value.EndLocation).Raise();
        var parsed = aggregation with { Meta = meta, Children = children ?? [] };
        if (parsed.Children.Count > 0 && parsed is IPipeline)
            throw Failure.IllegalArgument($"Aggregation [{named.Name}] cannot define sub-aggregations").Raise();
        if (parsed.Children.Count > 0 && !parsed.TakesChildren)
            throw Failure.IllegalArgument($"Aggregator [{named.Name}] of type [{definition.Name}] cannot accept sub-aggregations").Raise();
        return parsed;
    }

    private static Aggregation ParseDefinition(JsonMember named, JsonMember definition)
    {
        if (!Parsers.TryGetValue(definition.Name, out var parse))
            throw Unknown(definition).Raise();
        var body = new AggregationBody(named.Name, definition.Name, definition.Value);
        var parsed = parse(body);
        body.RequireAllTaken();
        return parsed;
    }

    private static void RequireObject(JsonMember named, JsonMember member)
    {
        if (member.Value.Kind != JsonKind.Object)
        {
            throw Failure.Parsing(
                $"Expected [START_OBJECT] under [{member.Name}], but got a [{member.Value.TokenName}] in [{named.Name}]",
                member.Value.Location).Raise();
        }
    }

    private static void RequireName(JsonMember named)
    {
        if (named.Name.AsSpan().IndexOfAny("[]>") >= 0 || named.Name.Length == 0)
        {
            throw Failure.Parsing(
                $"Invalid aggregation name [{named.Name}]. Aggregation names can contain any character except '[', ']', and '>'",
                named.Value.LocationAt(named.NameStart)).Raise();
        }

        if (named.Value.Kind != JsonKind.Object)
        {
            throw Failure.Parsing(
                $"Aggregation definition for [{named.Name} starts with a [{named.Value.TokenName}], expected a [START_OBJECT].",
                named.Value.Location).Raise();
        }
    }

    private static Failure Unknown(JsonMember definition) => Elsewhere.Contains(definition.Name)
        ? Failure.Parsing($"aggregation type [{definition.Name}] is not supported by this node", definition.Value.Location)
        : Failure.Parsing(
            $"Unknown aggregation type [{definition.Name}]{DidYouMean.Hint(definition.Name, Parsers.Keys.Concat(Elsewhere))}", definition.Value.Location) with
        {
            CausedBy = new Failure(FailureKind.NamedObjectNotFound, $"{definition.Value.Location} unknown field [{definition.Name}]"),
        };
}
