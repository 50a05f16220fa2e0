using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace MotionBlend.Api.OpenApi;

/// <summary>The OpenAPI document and the reference page made from it; neither asks anybody outside.</summary>
internal static class ApiDocument
{
    /// <summary>Path of the reference page.</summary>
    public const string PagePath = "/scalar";

    private const string Name = "v1";
    private const string Title = "MotionBlend API";

    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = Title,
                Version = Name,
                Description = "Search for motion-capture blends by their quality metrics, and figures over them. Lengths are in decimetres, speeds in metres a second, "
                    + "frames are counted from 0 at 30 a second. Errors are problem details (RFC 9457) with a trace id.",
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            return Task.CompletedTask;
        }));

    /// <summary>Maps <c>/openapi/v1.json</c> and <see cref="PagePath"/>; the root leads there.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(PagePath, options => options
            .WithTitle(Title)
            .DisableAgent()
            .DisableMcp()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .HideDeveloperTools()
            .HideClientButton());
        app.MapGet("/", () => TypedResults.LocalRedirect(PagePath)).ExcludeFromDescription();
    }

    /// <summary>Describes an endpoint's parameters and the problems that each can reply with.</summary>
    public static void Describe(this RouteHandlerBuilder endpoint, IReadOnlyList<ParameterDoc> parameters) => endpoint
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status502BadGateway)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .ProducesProblem(StatusCodes.Status504GatewayTimeout)
        .ProducesValidationProblem()
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. parameters.Select(parameter => parameter.ToOpenApi())];
            return Task.CompletedTask;
        });
}
