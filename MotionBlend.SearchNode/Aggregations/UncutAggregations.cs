using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>
/// Which aggregations an early end of a search leaves whole: those that Elasticsearch reads in its index, or counts filter by
/// filter, before it looks at a document.
/// </summary>
internal sealed class UncutAggregations(ReadSession session, RowColumns columns)
{
    private readonly List<(SearchTarget Target, bool MatchesAll)> _targets =
        [.. columns.Targets.Select(target => (target, Counts(session, target).MatchesAll(Simpler(target))))];

    /// <summary>Whether an aggregation that stands in no other is one.</summary>
    public bool Contains(Aggregation aggregation) => aggregation switch
    {
        { NeedsScores: true } => false,
        GlobalAggregation => true,
        FilterAggregation filter => IsByFilter(filter.Query),
        FiltersAggregation { OtherBucket: null } filters => filters.Filters.All(filter => IsByFilter(filter.Query)),
        TermsAggregation { Missing: null, ExecutionHint: not "map" } terms =>
            IsUnmapped(terms.Field) || _targets.All(one => one.MatchesAll && IsIndexedKeyword(one.Target, terms.Field)),
        MinAggregation or MaxAggregation when aggregation is MetricAggregation { Missing: null } metric =>
            IsUnmapped(metric.Field) || _targets.All(one => AsksForAll(one.Target.Whole) && one.Target.Context.Field(metric.Field) is { } field && IsOfPoints(field)),
        MetricAggregation { Missing: null } metric => IsUnmapped(metric.Field),
        CompositeAggregation { Sources: [{ Kind: "terms", Descending: false, MissingBucket: false } first, ..] } =>
            _targets.All(one => AsksForAll(one.Target.Whole) && IsIndexedKeyword(one.Target, first.Field)),
        _ => false,
    };

    private bool IsUnmapped(string field) =>
        !MetadataFields.Names.Contains(field) && columns.Targets.All(target => target.Context.Field(field) is null);

    private bool IsByFilter(QueryDsl.QueryClause query)
    {
        var bound = columns.Condition(query).Bound;
        return !_targets.Where((one, i) => !IsByFilter(one.Target, one.MatchesAll, SimplerQuery.Of(bound[i]))).Any();
    }

    // Elasticsearch counts a filter together with the query where that makes one query, and not a combination of them.
    private bool IsByFilter(SearchTarget target, bool matchesAll, QueryNode filter) =>
        filter is MatchNoneNode
        || (matchesAll ? filter is not BoolNode
            : Counts(session, target).MatchesAll(filter) ? Simpler(target) is not BoolNode
            : PointsOf(filter) is { } points && points == PointsOf(Simpler(target)));

    private static MappedField? PointsOf(QueryNode query) => query switch
    {
        BetweenNode between when IsOfPoints(between.Field) => between.Field,
        EqualsNode equals when IsOfPoints(equals.Field) => equals.Field,
        _ => null,
    };

    private static bool IsOfPoints(MappedField field) =>
        field.Type is { Indexed: true, Family: FieldFamily.Integer or FieldFamily.Float or FieldFamily.Date };

    private static bool IsIndexedKeyword(SearchTarget target, string field) => target.Context.Field(field)?.Type is KeywordType { Indexed: true };

    // A query that is match_all as it stands: what only comes to it has another score.
    private static bool AsksForAll(QueryNode query) => query.Boost == 1 && query switch
    {
        MatchAllNode => true,
        DisMaxNode { Queries: [var only] } => AsksForAll(only),
        BoolNode { Must: [var only], Should: [], MustNot: [] } all => AsksForAll(only) && all.Filter.All(AsksForAll),
        BoolNode { Must: [], Filter: [], Should: [var only], MustNot: [] } => AsksForAll(only),
        _ => false,
    };

    private static QueryNode Simpler(SearchTarget target) => SimplerQuery.Of(target.Whole);

    private static EarlyCounts Counts(ReadSession session, SearchTarget target) => new(session, target, functions: false);
}
