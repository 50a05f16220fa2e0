using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /{index}/_mapping/field/{fields}</c>: the declarations of some fields.</summary>
internal sealed class GetFieldMappingEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    private static readonly string[] MetadataFields =
        ["_doc_count", "_field_names", "_id", "_ignored", "_index", "_routing", "_seq_no", "_source", "_version"];

    public EndpointRoute Route { get; } = new(["GET"], "/_mapping/field/{fields}", "/{index}/_mapping/field/{fields}")
    {
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["local"],
        Refused = ["include_defaults"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        // A closed index has no fields to show, and where no other is left nothing is found.
        var indices = resolver.Resolve(
            storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read)).Where(index => !index.Closed).ToList();
        var patterns = request.PathValues["fields"].Split(',');
        return Task.FromResult(Reply.Of(json =>
        {
            json.WriteStartObject();
            foreach (var index in indices)
            {
                json.WriteStartObject(index.Name);
                json.WriteStartObject("mappings");
                foreach (var (path, leaf) in Leaves(index.Mapping.Spec.Root, "").Where(field => Named(field.Path)))
                    Write(json, path, leaf);
                foreach (var name in MetadataFields.Where(Named))
                    Write(json, name, null);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }, indices.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK));

        bool Named(string path) => patterns.Any(pattern => Wildcard.Matches(pattern, path));
    }

    private static IEnumerable<(string Path, LeafSpec Leaf)> Leaves(ObjectSpec spec, string prefix)
    {
        foreach (var (name, child) in spec.Properties)
        {
            if (child is ObjectSpec below)
            {
                foreach (var leaf in Leaves(below, $"{prefix}{name}."))
                    yield return leaf;
            }
            else if (child is LeafSpec leaf)
            {
                yield return (prefix + name, leaf);
                foreach (var (sub, type) in leaf.Fields)
                    yield return ($"{prefix}{name}.{sub}", new LeafSpec(type));
            }
        }
    }

    private static void Write(Utf8JsonWriter json, string path, LeafSpec? leaf)
    {
        json.WriteStartObject(path);
        json.WriteString("full_name", path);
        json.WriteStartObject("mapping");
        if (leaf is not null)
        {
            json.WritePropertyName(path[(path.LastIndexOf('.') + 1)..]);
            MappingWriter.WriteLeaf(json, leaf);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
