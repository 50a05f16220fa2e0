using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.Elasticsearch.Search;

namespace MotionBlend.Api.Queries;

/// <summary>
/// Turns a <see cref="BlendFilter"/> into a query. Searches and the counts of analytics both go through here, which is why a count
/// always equals the total of the search that it links to.
/// </summary>
internal static class BlendFilterQuery
{
    /// <summary>The query of a filter.</summary>
    /// <param name="filter">Which blends.</param>
    /// <param name="now">The time that ages such as <c>7d</c> are counted from.</param>
    public static ElasticQuery From(BlendFilter filter, DateTimeOffset now)
    {
        ElasticQuery[] clauses =
        [
            .. AnyOf(BlendFields.QualityCategory, filter.Categories.Select(QualityNames.Of)),
            .. AnyOf(BlendFields.Method, filter.Methods.Select(QualityNames.Of)),
            .. AnyOf(BlendFields.LeftMotionId, filter.LeftMotions),
            .. AnyOf(BlendFields.RightMotionId, filter.RightMotions),
            .. EitherSide(filter.Motions),
            .. Flags(filter),
            .. filter.Ranges.Select(range => Between(range.Metric.Field, range.Range)),
            .. Computed(filter, now),
        ];
        return clauses switch
        {
            [] => new MatchAllQuery(),
            [var only] => only,
            _ => new BoolQuery { Filter = clauses },
        };
    }

    private static IEnumerable<ElasticQuery> AnyOf(string field, IEnumerable<string> values)
    {
        string[] all = [.. values];
        if (all.Length > 0)
        {
            yield return new TermsQuery(field, all);
        }
    }

    private static IEnumerable<ElasticQuery> EitherSide(IReadOnlyList<string> motions)
    {
        if (motions.Count > 0)
        {
            yield return new BoolQuery
            {
                Should = [new TermsQuery(BlendFields.LeftMotionId, motions), new TermsQuery(BlendFields.RightMotionId, motions)],
            };
        }
    }

    // "none" is the complement of "any" and not "all three are false", so that both always add up to the total.
    private static IEnumerable<ElasticQuery> Flags(BlendFilter filter)
    {
        if (filter.Clean is { } clean)
        {
            ElasticQuery[] any = [.. Enum.GetValues<QualityIssue>().Select(Flagged)];
            yield return clean ? new BoolQuery { MustNot = any } : new BoolQuery { Should = any };
        }
        else if (filter.Issues.Count > 0)
        {
            yield return new BoolQuery { Should = [.. filter.Issues.Select(Flagged)] };
        }
    }

    private static TermQuery Flagged(QualityIssue issue) => new(QualityNames.FieldOf(issue), true);

    private static RangeQuery Between(string field, NumberRange range) => new(field)
    {
        GreaterOrEqual = range.From,
        LessOrEqual = range.ExcludesTo ? null : range.To,
        Less = range.ExcludesTo ? range.To : null,
    };

    private static IEnumerable<ElasticQuery> Computed(BlendFilter filter, DateTimeOffset now)
    {
        if (filter.Since is not null || filter.Until is not null)
        {
            yield return new RangeQuery(BlendFields.ComputedAt)
            {
                GreaterOrEqual = filter.Since?.Resolve(now),
                Less = filter.Until?.Resolve(now),
            };
        }
    }
}
