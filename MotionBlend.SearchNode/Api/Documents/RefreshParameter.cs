using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>The <c>refresh</c> parameter of writes. Writes are visible at once, so it only shows in the reply.</summary>
internal static class RefreshParameter
{
    /// <summary>True where the reply says that a refresh was forced.</summary>
    /// <exception cref="FailureException">The value is unknown.</exception>
    public static bool Parse(QueryParameters query) => query.Text("refresh") switch
    {
        null or "false" or "wait_for" => false,
        "" or "true" => true,
        var other => throw Failure.IllegalArgument($"Unknown value for refresh: [{other}].").Raise(),
    };
}
