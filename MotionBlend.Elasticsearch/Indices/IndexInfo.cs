using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Indices;

/// <summary>An index as <c>GET /{index}</c> describes it.</summary>
/// <param name="Name">Concrete name.</param>
/// <param name="Aliases">Its aliases.</param>
/// <param name="Mappings">Its mapping.</param>
/// <param name="Settings">What stands under <c>settings.index</c>; values are strings.</param>
public sealed record IndexInfo(string Name, IReadOnlyList<string> Aliases, JsonObject Mappings, JsonObject Settings);
