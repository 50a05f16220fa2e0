using Microsoft.Extensions.Configuration;
using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost;

/// <summary>
/// The one place that decides which search backend answers. Whichever it is, the other processes know it as the
/// connection string <c>elasticsearch</c>.
/// </summary>
internal static class SearchBackend
{
    /// <summary>Name of the connection string.</summary>
    public const string Name = "elasticsearch";

    private const string ImageTag = "8.19.21";
    private const string Volume = "motionblend-elasticsearch";
    private const string Heap = "-Xms512m -Xmx512m";

    /// <summary>Adds the backend that <paramref name="settings"/> chose.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddSearchBackend(
        this IDistributedApplicationBuilder builder, AppHostSettings settings) => settings.Backend switch
        {
            SearchBackendKind.Existing => builder.AddConnectionString(Name),
            SearchBackendKind.Container => builder.AddElasticsearch(Name)
                .WithImageTag(ImageTag)
                .WithEnvironment("ES_JAVA_OPTS", Heap)
                .WithEndpoint("http", endpoint => endpoint.Port = settings.Ports.Search)
                .WithDataVolume(Volume),
            _ => builder.AddSearchNode(settings),
        };

    /// <summary>
    /// What <paramref name="wanted"/> comes to on this machine. A note says why where the machine decided; a fault says
    /// what is missing for a backend that was asked for by name.
    /// </summary>
    public static SearchBackendKind Resolve(
        SearchBackendKind wanted, IConfiguration configuration, Func<string?> detectContainerRuntime, List<string> notes, List<string> faults)
    {
        var hasCluster = !string.IsNullOrWhiteSpace(configuration[AppHostKeys.Elasticsearch]);
        switch (wanted)
        {
            case SearchBackendKind.Auto when hasCluster:
                return SearchBackendKind.Existing;
            case SearchBackendKind.Auto when detectContainerRuntime() is { } runtime:
                notes.Add($"search backend: Elasticsearch in a container, as {runtime} answers (--search-backend embedded needs none).");
                return SearchBackendKind.Container;
            case SearchBackendKind.Auto:
                notes.Add("search backend: the embedded search node, as neither Docker nor Podman answers.");
                return SearchBackendKind.Embedded;
            case SearchBackendKind.Existing when !hasCluster:
                faults.Add($"{AppHostKeys.Elasticsearch} (--es-url) is not set: --search-backend existing needs the address of a cluster.");
                return wanted;
            case SearchBackendKind.Container when detectContainerRuntime() is null:
                faults.Add("--search-backend container needs Docker or Podman, and neither answers: start one, or use --search-backend embedded.");
                return wanted;
            default:
                return wanted;
        }
    }

    private static IResourceBuilder<IResourceWithConnectionString> AddSearchNode(
        this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        var node = builder.AddProject<Projects.MotionBlend_SearchNode>("search-node", launchProfileName: null)
            .WithHttpEndpoint(port: settings.Ports.Search)
            .WithEnvironment("ASPNETCORE_URLS", "") // the node listens on --port alone, and warns of any other address
            .WithEnvironment("DOTNET_ENVIRONMENT", settings.Environment)
            .WithHttpHealthCheck("/health");
        var http = node.GetEndpoint("http");
        node.WithArgs("--port", http.Property(EndpointProperty.TargetPort), "--data", settings.Data.SearchNode);
        return builder.AddConnectionString(Name, ReferenceExpression.Create($"{http}")).WaitFor(node);
    }
}
