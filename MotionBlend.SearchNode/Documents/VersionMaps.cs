using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>The version maps of the indices, read from their tables at the first write to each. Used only in the write lane.</summary>
internal sealed class VersionMaps
{
    private readonly Dictionary<int, VersionMap> _maps = [];

    public VersionMaps(NodeStorage storage) => storage.Reopened += _maps.Clear;

    /// <summary>The map of an index; loaded when this process writes to it for the first time.</summary>
    public VersionMap Of(WriteSession session, IndexState index)
    {
        if (!_maps.TryGetValue(index.Number, out var map))
            _maps[index.Number] = map = IndexTable.LoadVersions(session, index);
        return map;
    }

    /// <summary>Lets go of a deleted index's map.</summary>
    public void Drop(int number) => _maps.Remove(number);
}
