using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>Limits on the size of a mapping.</summary>
internal static class MappingLimits
{
    /// <summary>Refuses a mapping with more fields, deeper objects or longer names than the index allows.</summary>
    public static void Require(RootSpec spec, IndexSettings settings)
    {
        if (Count(spec.Root) > settings.TotalFieldsLimit)
            throw Failure.IllegalArgument($"Limit of total fields [{settings.TotalFieldsLimit}] has been exceeded").Raise();
        Require(spec.Root, settings, "", 1);
        // Stored fields are read from the source.
        if (!spec.KeepsSource && IndexMapping.Leaves(spec.Root, "").FirstOrDefault(leaf => leaf.Type.Stored) is { Path: { } stored })
            throw FieldParameters.Refused($"[store] on field [{stored}] with a disabled [_source] is not supported by this node").Raise();
    }

    private static void Require(ObjectSpec spec, IndexSettings settings, string path, int depth)
    {
        // What is deeper could not be read back, whatever the index allows.
        var limit = Math.Min(settings.DepthLimit, MappingParser.MaxDepth);
        if (depth > limit)
            throw Failure.IllegalArgument($"Limit of mapping depth [{limit}] has been exceeded due to object field [{path}]").Raise();
        foreach (var (name, child) in spec.Properties)
        {
            RequireName(name, settings);
            if (child is ObjectSpec below)
                Require(below, settings, path.Length == 0 ? name : $"{path}.{name}", depth + 1);
            foreach (var field in (child as LeafSpec)?.Fields.Keys ?? [])
                RequireName(field, settings);
        }
    }

    private static void RequireName(string name, IndexSettings settings)
    {
        if (name.Length > settings.FieldNameLengthLimit)
            throw Failure.IllegalArgument($"Field name [{name}] is longer than the limit of [{settings.FieldNameLengthLimit}] characters").Raise();
    }

    private static int Count(ObjectSpec spec) => spec.Properties.Values.Sum(child => child switch
    {
        ObjectSpec below => 1 + Count(below),
        LeafSpec leaf => 1 + leaf.Fields.Count,
        _ => 1,
    });
}
