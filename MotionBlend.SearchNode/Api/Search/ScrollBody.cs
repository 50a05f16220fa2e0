using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary>What the bodies of scrolls and points in time share: the error for a key that none has.</summary>
internal static class ScrollBody
{
    /// <summary>The failure for a key that is not known, or whose value is of a wrong kind.</summary>
    public static Failure Unknown(JsonMember member) => Failure.IllegalArgument(
        $"Unknown parameter [{member.Name}] in request body or parameter is of the wrong type[{member.Value.TokenName}] ");
}
