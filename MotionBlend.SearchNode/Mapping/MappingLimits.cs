using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>Limits on the size of a mapping.</summary>
internal static class MappingLimits
{
    /// <summary>Refuses a mapping with more fields, objects and multi-fields than the index allows.</summary>
    public static void Require(RootSpec spec, IndexSettings settings)
    {
        if (Count(spec.Root) > settings.TotalFieldsLimit)
            throw Failure.IllegalArgument($"Limit of total fields [{settings.TotalFieldsLimit}] has been exceeded").Raise();
    }

    private static int Count(ObjectSpec spec) => spec.Properties.Values.Sum(child => child switch
    {
        ObjectSpec below => 1 + Count(below),
        LeafSpec leaf => 1 + leaf.Fields.Count,
        _ => 1,
    });
}
