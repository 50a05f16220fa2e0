using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Explain;

/// <summary>How a document stands to a query.</summary>
/// <param name="Index">Name of the document's index.</param>
/// <param name="Mapping">Its mapping.</param>
internal sealed record ExplainedDocument(string Index, IndexMapping Mapping)
{
    /// <summary>Null when there is no such document.</summary>
    public Explanation? Explanation { get; init; }

    public long SeqNo { get; init; }

    public long PrimaryTerm { get; init; }

    public byte[] Source { get; init; } = [];
}

/// <summary>Explains one document, whether it matches a query or not.</summary>
internal sealed class DocumentExplainer(NodeStorage storage, TargetBinder binder)
{
    private const int DefaultSize = 10;

    /// <summary>Explains a document.</summary>
    /// <param name="name">An index, or an alias of one, whose filter counts.</param>
    /// <param name="id">The document.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="FailureException">There is no such index, or the query cannot be made on it.</exception>
    public async Task<ExplainedDocument> ExplainAsync(string name, string id, QueryClause query, CancellationToken cancellationToken)
    {
        try
        {
            return await storage.ReadAsync(session => Explain(session, name, id, query), cancellationToken);
        }
        catch (FailureException e) when (e.Failure.SearchPhase is { Shards: [var shard, ..] })
        {
            // The failure of the one index is that of the request.
            throw shard.Failure.Raise();
        }
    }

    private ExplainedDocument Explain(ReadSession session, string name, string id, QueryClause query)
    {
        var only = binder.ResolveSingle(session.State, name);
        var index = only.Index;
        var rows = session.Query(HitsSql.Row(index, id), row => (Row: row.Long(0), SeqNo: row.Long(1), Source: row.Bytes(2)));
        // Where there is no document the query is not looked at.
        if (rows is not [var found])
            return new ExplainedDocument(index.Name, index.Mapping);
        var target = binder.Bind(session, [only], IndicesOptions.Read, new SearchRequest { Query = query, HasQuery = true }).Targets[0];
        // Elasticsearch explains as a search of ten hits does, for which an index can have too small a window.
        if (index.Settings.MaxResultWindow < DefaultSize)
            throw HitPages.WindowTooLarge(index, DefaultSize).Raise();
        return new ExplainedDocument(index.Name, index.Mapping)
        {
            Explanation = Explainer.Of(session, target, [found.Row])[found.Row],
            SeqNo = found.SeqNo,
            PrimaryTerm = index.Terms.Of(found.SeqNo),
            Source = found.Source,
        };
    }
}
