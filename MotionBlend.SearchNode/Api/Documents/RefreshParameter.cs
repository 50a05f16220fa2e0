using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>The <c>refresh</c> parameter of writes.</summary>
internal static class RefreshParameter
{
    /// <summary>When searches are to see the write.</summary>
    /// <exception cref="FailureException">The value is unknown.</exception>
    public static RefreshPolicy Parse(QueryParameters query) => query.Text("refresh") switch
    {
        null or "false" => RefreshPolicy.None,
        "wait_for" => RefreshPolicy.WaitFor,
        "" or "true" => RefreshPolicy.Immediate,
        var other => throw Failure.IllegalArgument($"Unknown value for refresh: [{other}].").Raise(),
    };
}
