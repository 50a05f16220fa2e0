using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>Merges a mapping update into a mapping: new fields are added, existing ones must keep their type.</summary>
internal static class MappingMerge
{
    public static RootSpec Merge(RootSpec existing, RootSpec update) => new(Objects(existing.Root, update.Root, ""))
    {
        Meta = update.Meta ?? existing.Meta,
        DateDetection = update.DateDetection ?? existing.DateDetection,
        RequiresRouting = update.RequiresRouting is { } required && required != existing.RoutingRequired
            ? throw Failure.IllegalArgument(
                "Mapper for [_routing] conflicts with existing mapper:\n\tCannot update parameter [required] "
                + $"from [{(required ? "false" : "true")}] to [{(required ? "true" : "false")}]").Raise()
            : update.RequiresRouting ?? existing.RequiresRouting,
        SourceEnabled = (existing.SourceEnabled, update.SourceEnabled) is (false, true)
            ? throw Failure.IllegalArgument(
                "Mapper for [_source] conflicts with existing mapper:\n\tCannot update parameter [enabled] from [false] to [true]").Raise()
            : update.SourceEnabled ?? existing.SourceEnabled,
    };

    private static ObjectSpec Objects(ObjectSpec existing, ObjectSpec update, string prefix)
    {
        var properties = existing.Properties;
        foreach (var (name, spec) in update.Properties)
        {
            properties = properties.SetItem(
                name,
                properties.TryGetValue(name, out var before) ? Nodes(before, spec, prefix + name) : spec);
        }

        return existing with
        {
            Dynamic = update.Dynamic ?? existing.Dynamic,
            Enabled = update.Enabled ?? existing.Enabled,
            Properties = properties,
        };
    }

    /// <summary>A field, or an object, declared twice.</summary>
    /// <exception cref="FailureException">The two do not go together.</exception>
    public static MappingSpec Nodes(MappingSpec existing, MappingSpec update, string path) => (existing, update) switch
    {
        (ObjectSpec before, ObjectSpec after) => Objects(before, after, path + "."),
        (LeafSpec before, LeafSpec after) => Leaves(before, after, path),
        (ObjectSpec, LeafSpec after) => throw Failure.IllegalArgument(
            $"can't merge a non object mapping [{path}] with an object mapping [{after.Type.Name}]").Raise(),
        _ => throw Failure.IllegalArgument($"can't merge a non object mapping [{path}] with an object mapping").Raise(),
    };

    private static LeafSpec Leaves(LeafSpec existing, LeafSpec update, string path)
    {
        var fields = existing.Fields;
        foreach (var (name, type) in update.Fields)
        {
            fields = fields.SetItem(
                name,
                fields.TryGetValue(name, out var before) ? Types(before, type, $"{path}.{name}") : type);
        }

        return new LeafSpec(Types(existing.Type, update.Type, path)) { Fields = fields };
    }

    private static FieldType Types(FieldType existing, FieldType update, string path) => existing.Name == update.Name
        ? existing.MergedWith(update, path)
        : throw Failure.IllegalArgument(
            $"mapper [{path}] cannot be changed from type [{existing.Name}] to [{update.Name}]").Raise();
}
