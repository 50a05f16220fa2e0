using System.Text;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>The filter of an alias, which must be a query before the alias is kept.</summary>
internal static class AliasFilter
{
    /// <summary>The alias, whose filter can be read.</summary>
    /// <exception cref="FailureException">It is no query.</exception>
    public static AliasState Checked(AliasState alias)
    {
        if (alias.Filter is not { } filter)
            return alias;
        try
        {
            QueryParser.Parse(JsonBody.Parse(Encoding.UTF8.GetBytes(filter)));
            return alias;
        }
        catch (FailureException e)
        {
            throw (Failure.IllegalArgument($"failed to parse filter for alias [{alias.Name}]") with { CausedBy = e.Failure }).Raise();
        }
    }
}
