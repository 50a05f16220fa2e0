using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace MotionBlend.Api.OpenApi;

/// <summary>What the OpenAPI document says about a parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, and its form.</param>
/// <param name="Example">A value that works.</param>
internal sealed record ParameterDoc(string Name, string Description, JsonNode Example)
{
    /// <summary>Where it stands.</summary>
    public ParameterLocation Location { get; init; } = ParameterLocation.Query;

    /// <summary>Its schema.</summary>
    public OpenApiSchema Schema { get; init; } = new() { Type = JsonSchemaType.String };

    private bool IsRequired => Location == ParameterLocation.Path;

    /// <summary>The parameter in the document.</summary>
    public OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = Location,
        Required = IsRequired,
        Description = Description,
        Examples = new Dictionary<string, IOpenApiExample> { ["example"] = ToOpenApiExample() },
        Schema = Schema,
    };

    // Without this the reference page would put the examples of all optional parameters into its first request.
    private OpenApiExample ToOpenApiExample() => new()
    {
        Value = Example.DeepClone(),
        Extensions = IsRequired ? null : new Dictionary<string, IOpenApiExtension> { ["x-disabled"] = new JsonNodeExtension(true) },
    };
}
