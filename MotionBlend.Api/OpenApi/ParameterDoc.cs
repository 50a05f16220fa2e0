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

    /// <summary>The parameter in the document.</summary>
    public OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = Location,
        Required = Location == ParameterLocation.Path,
        Description = Description,
        Example = Example.DeepClone(),
        Schema = Schema,
    };
}
