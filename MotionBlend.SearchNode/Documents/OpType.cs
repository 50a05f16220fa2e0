using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Documents;

/// <summary>Reads <c>op_type</c> and <c>version_type</c>.</summary>
internal static class OpType
{
    public static WriteKind Parse(string text) => text.ToLowerInvariant() switch
    {
        "index" => WriteKind.Index,
        "create" => WriteKind.Create,
        _ => throw Failure.IllegalArgument($"opType must be 'create' or 'index', found: [{text}]").Raise(),
    };

    public static VersionType ParseVersionType(string text) => text switch
    {
        "internal" => VersionType.Internal,
        "external" or "external_gt" => VersionType.External,
        "external_gte" => VersionType.ExternalGte,
        _ => throw Failure.IllegalArgument($"No version type match [{text}]").Raise(),
    };
}
