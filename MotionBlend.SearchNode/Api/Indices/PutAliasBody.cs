using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>
/// The body of <c>PUT /{index}/_alias/{name}</c>, which Elasticsearch reads token by token: a property counts wherever it stands, other
/// names are passed over, and an index and a name go before those of the path.
/// </summary>
internal sealed class PutAliasBody
{
    private PutAliasBody(string indices, string name) => (Indices, Alias) = (indices, AliasState.Plain(name));

    public string Indices { get; private set; }

    public AliasState Alias { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <param name="indices">The indices of the path.</param>
    /// <param name="name">The name of the path.</param>
    /// <param name="body">The body; null without.</param>
    /// <exception cref="Failures.FailureException">A property has a value that it cannot have.</exception>
    public static PutAliasBody Parse(string indices, string name, JsonValue? body)
    {
        var read = new PutAliasBody(indices, name);
        if (body is not null)
            read.Read("", body);
        return read;
    }

    private void Read(string key, JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Object when key == "filter":
                Alias = AliasParser.Apply(Alias, key, value)!;
                break;
            case JsonKind.Object:
                foreach (var member in value.Members)
                    Read(member.Name, member.Value);
                break;
            case JsonKind.Array:
                foreach (var item in value.Items)
                    Read(key, item);
                break;
            case JsonKind.Null:
                break;
            default:
                ReadText(key, value);
                break;
        }
    }

    private void ReadText(string key, JsonValue value)
    {
        switch (key)
        {
            case "index":
                Indices = value.Text;
                break;
            case "alias":
                Alias = Alias with { Name = value.Text };
                break;
            case "routing" or "index_routing" or "search_routing" or "is_write_index":
                Alias = AliasParser.Apply(Alias, key, value)!;
                break;
        }
    }
}
