using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.QueryDsl.QueryString;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary>The query of a request that takes nothing else: that of its body, and only without one that of its URL.</summary>
internal static class OnlyQuery
{
    /// <summary>The query; null where there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="unheeded">Parameters of a query that are no fault beside a body.</param>
    /// <exception cref="Failures.FailureException">It cannot be parsed, or both have one.</exception>
    public static QueryClause? Of(ElasticRequest request, params IReadOnlyList<string> unheeded)
    {
        if (!request.HasBody)
            return QueryStringQuery.From(request.Query);
        var query = QueryParser.ParseBody(request.Body);
        ParameterCheck.RequireNone([.. QueryStringQuery.Parameters.Where(name => request.Query.Has(name) && !unheeded.Contains(name))], request, "parameter", []);
        return query;
    }
}
