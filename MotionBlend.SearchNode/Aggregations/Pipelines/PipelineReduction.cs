using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary>Applies the pipelines of a tree to its results, from the innermost buckets outwards.</summary>
internal static class PipelineReduction
{
    /// <summary>The results with those of the pipelines.</summary>
    public static AggregationResults Reduce(IReadOnlyList<Aggregation> aggregations, AggregationResults results)
    {
        if (!aggregations.Any(HasPipelines))
            return results;
        List<(Aggregation Aggregation, AggregationResult Result)> reduced = [.. results.Items.Select(item => (item.Aggregation, Inside(item.Aggregation, item.Result)))];
        foreach (var pipeline in InOrder([.. aggregations.OfType<SiblingPipeline>()]))
            reduced.Add((pipeline, pipeline.Apply(new AggregationResults(reduced))));
        return new AggregationResults(reduced);
    }

    /// <summary>Checks at the time of parsing that pipelines stand where they can and read what is there.</summary>
    /// <exception cref="FailureException">One does not.</exception>
    public static void Validate(Aggregation? parent, IReadOnlyList<Aggregation> siblings)
    {
        var faults = new List<string>();
        foreach (var pipeline in siblings.OfType<IPipeline>())
        {
            var (name, kind) = (((Aggregation)pipeline).Name, ((Aggregation)pipeline).Kind);
            if (pipeline.Path is { IsCount: false } path && !siblings.Any(sibling => sibling.Name == path.Names[0]))
            {
                faults.Add($"No aggregation found for path [{path.Text}]");
                continue;
            }

            if (pipeline is ParentPipeline && pipeline.Path is { Given: not 1 })
                faults.Add($"buckets_path must contain a single entry for aggregation [{name}]");
            if (pipeline is ParentPipeline && parent is null)
                faults.Add($"{kind} aggregation [{name}] must be declared inside of another aggregation");
            else if (pipeline is ParentPipeline { NeedsHistogram: true } && parent is not (HistogramAggregation or DateHistogramAggregation))
                faults.Add($"{kind} aggregation [{name}] must have a histogram, date_histogram or auto_date_histogram as parent");
            else if (pipeline is ParentPipeline { NeedsHistogram: true } && MinDocCount(parent!) != 0)
                faults.Add($"parent histogram of {kind} aggregation [{name}] must have min_doc_count of 0");
            else if (pipeline is SiblingPipeline { BucketsPath: var own } && siblings.First(sibling => sibling.Name == own.Names[0]) is var first)
                Check(own, first, faults);
        }

        if (faults.Count > 0)
            throw Failure.Validation(faults).Raise();
    }

    private static void Check(BucketsPath path, Aggregation first, List<string> faults)
    {
        var at = first;
        foreach (var name in path.Names.Skip(1).Where(name => name is not ("_count" or "_key")))
        {
            if (at.Children.FirstOrDefault(child => child.Name == name) is not { } next)
            {
                faults.Add($"No aggregation [{name}] found for path [{path.Text}]");
                return;
            }

            at = next;
        }

        if (first is Metrics.MetricAggregation or IPipeline)
        {
            faults.Add(
                "Unable to find unqualified multi-bucket aggregation in buckets_path. Path must include a multi-bucket aggregation for aggregation "
                + $"[{first.Name}] found :{first.Kind} for buckets path: {path.Text}");
        }
    }

    private static long MinDocCount(Aggregation parent) => parent switch
    {
        HistogramAggregation histogram => histogram.MinDocCount,
        DateHistogramAggregation histogram => histogram.MinDocCount,
        _ => 0,
    };

    private static bool HasPipelines(Aggregation aggregation) => aggregation is IPipeline || aggregation.Children.Any(HasPipelines);

    private static AggregationResult Inside(Aggregation aggregation, AggregationResult result)
    {
        if (!aggregation.Children.Any(HasPipelines))
            return result;
        switch (result)
        {
            case SingleBucketResult single:
                return single with { Children = Reduce(aggregation.Children, single.Children) };
            case BucketsResult several:
                // The buckets of a gap share their results, before as after.
                var reduced = new Dictionary<AggregationResults, AggregationResults>(ReferenceEqualityComparer.Instance);
                IReadOnlyList<Bucket> buckets = [.. several.Buckets.Select(bucket => bucket with { Children = Once(bucket.Children) })];
                foreach (var pipeline in InOrder([.. aggregation.Children.OfType<ParentPipeline>()]))
                    buckets = pipeline.Apply(buckets);
                return several with { Buckets = buckets };

                AggregationResults Once(AggregationResults children) =>
                    reduced.TryGetValue(children, out var known) ? known : reduced[children] = Reduce(aggregation.Children, children);
            default:
                return result;
        }
    }

    // A pipeline that reads another comes after it.
    private static IEnumerable<T> InOrder<T>(List<T> pipelines)
        where T : PipelineAggregation
    {
        var waiting = pipelines;
        while (waiting.Count > 0)
        {
            var names = waiting.Select(pipeline => pipeline.Name).ToHashSet(StringComparer.Ordinal);
            var ready = waiting.Where(pipeline => pipeline.Path is not { } path || !names.Contains(path.Names[0])).ToList();
            if (ready.Count == 0)
                throw Failure.IllegalArgument($"Cyclical dependency found with pipeline aggregator [{waiting[0].Name}]").Raise();
            foreach (var pipeline in ready)
                yield return pipeline;
            waiting = waiting.Except(ready).ToList();
        }
    }
}
