using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>What Elasticsearch counts in an index without a look at documents, so that an early end of a search does not cut it short.</summary>
/// <param name="session">The view.</param>
/// <param name="target">The index.</param>
/// <param name="functions">Whether a <c>function_score</c> is counted as its query.</param>
internal sealed class EarlyCounts(ReadSession session, SearchTarget target, bool functions)
{
    private long? _documents;

    /// <summary>Whether a query is counted so.</summary>
    /// <param name="query">The query.</param>
    /// <param name="withHits">Whether hits are collected too: the count of fewer queries is known then.</param>
    public bool Has(QueryNode query, bool withHits)
    {
        var simpler = SimplerQuery.Of(query, scored: withHits);
        return withHits ? IsTerm(simpler, withHits) : Of(simpler) is not null;
    }

    /// <summary>Whether a query, as simple as it can be, matches everything for Lucene too.</summary>
    public bool MatchesAll(QueryNode query) => query switch
    {
        MatchAllNode => true,
        ExistsNode { Fields: [{ Type.Indexed: true } only] } => IsEverywhere(only),
        _ => false,
    };

    private long Documents => _documents ??= Counted(MatchAllNode.Instance);

    private bool IsTerm(QueryNode query, bool withHits) => query switch
    {
        MatchAllNode or EqualsNode { Scored: true } => true,
        ExistsNode { Fields: [var only] } => IsKnown(only, withHits),
        // The count of several fields is known where each of them is in every document.
        ExistsNode several => several.Fields.All(field => IsKnown(field, withHits) && IsEverywhere(field)),
        _ => false,
    };

    // How many documents have a field its terms tell, or its points; norms and vectors tell it of all documents alone.
    private bool IsKnown(MappedField field, bool withHits) => field.Type switch
    {
        TextType { Norms: true } => IsEverywhere(field),
        DenseVectorType vectors => vectors.Indexed && (!withHits || IsEverywhere(field)),
        var type => type.Indexed || !type.DocValues,
    };

    private bool IsEverywhere(MappedField field) => Counted(new ExistsNode([field])) == Documents;

    private long? Of(QueryNode query) => query switch
    {
        MatchNoneNode => 0,
        BoostingNode boosting => Of(SimplerQuery.Of(boosting.Positive, scored: false)),
        FunctionScoreNode { MinScore: null } scored when functions => Of(SimplerQuery.Of(scored.Query, scored: false)),
        BoolNode combined => OfBool(combined),
        BetweenNode between when IsOfPoints(between.Field) => Counted(query),
        EqualsNode { Scored: false } equals when IsOfPoints(equals.Field) => Counted(query),
        _ => IsTerm(query, withHits: false) ? Counted(query) : null,
    };

    // As Lucene does: one clause says how many, and the others nothing, since they match everything or nothing.
    private long? OfBool(BoolNode node)
    {
        List<QueryNode> required = [.. node.Must, .. node.Filter];
        var matching = required.Count == 0
            ? node.MinimumShouldMatch > 1 ? null : OfAny(node.Should)
            : node.MinimumShouldMatch > 0 ? null : OfAll(required);
        if (matching is null or 0)
            return matching;
        return OfAny(node.MustNot) switch
        {
            null => null,
            0 => matching,
            var excluded when excluded == Documents => 0,
            var excluded => matching == Documents ? matching - excluded : null,
        };
    }

    private long? OfAll(List<QueryNode> clauses)
    {
        var matching = Documents;
        foreach (var clause in clauses)
        {
            if (Of(clause) is not { } count)
                return null;
            if (count == 0)
                return 0;
            if (count == Documents)
                continue;
            if (matching != Documents)
                return null;
            matching = count;
        }

        return matching;
    }

    private long? OfAny(IReadOnlyList<QueryNode> clauses)
    {
        var matching = 0L;
        var isKnown = true;
        foreach (var clause in clauses)
        {
            var count = Of(clause);
            if (count == Documents)
                return count;
            isKnown &= count is not null && (count == 0 || matching == 0);
            matching += count ?? 0;
        }

        return isKnown ? matching : null;
    }

    // Numbers of which no document has several are counted in their tree.
    private static bool IsOfPoints(MappedField field) =>
        field is { Many: false, Type: { Indexed: true, Family: FieldFamily.Integer or FieldFamily.Float or FieldFamily.Date } };

    private long Counted(QueryNode query) =>
        session.Single(HitsSql.Total([target with { Query = query, PostFilter = null }], null), row => row.Long(0));
}
