namespace MotionBlend.AppHost.Local;

/// <summary>The calls of Aspire's vocabulary that the map makes.</summary>
internal static class ResourceVocabulary
{
    public static IResourceBuilder<ProjectResource> AddProject<T>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where T : IProjectMetadata, new() =>
        launchProfileName is null
            ? builder.Add(new ProjectResource(name, new T()))
            : throw new NotSupportedException("The local runner reads no launch profiles: pass null.");

    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, string name) =>
        builder.Add(new ConnectionStringResource(name, () => builder.Configuration[$"ConnectionStrings:{name}"], isExternal: true));

    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression value) =>
        builder.Add(new ConnectionStringResource(name, () => value.Value, isExternal: false));

    public static IResourceBuilder<ElasticsearchResource> AddElasticsearch(this IDistributedApplicationBuilder builder, string name)
    {
        var runtime = ContainerRuntime.Detect() ?? throw new InvalidOperationException("No container runtime answers.");
        _ = bool.TryParse(builder.Configuration[Configuration.AppHostKeys.Fresh], out var fresh);
        return builder.Add(new ElasticsearchResource(name, runtime, fresh) { Http = new(), HealthPath = "/_cluster/health" });
    }

    public static IResourceBuilder<ElasticsearchResource> WithImageTag(this IResourceBuilder<ElasticsearchResource> builder, string tag) =>
        builder.With(resource => resource.Tag = tag);

    public static IResourceBuilder<ElasticsearchResource> WithDataVolume(this IResourceBuilder<ElasticsearchResource> builder, string name) =>
        builder.With(resource => resource.Volume = name);

    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string name, Action<EndpointAnnotation> configure)
        where T : Resource => builder.With(_ => configure(builder.GetEndpoint(name).Endpoint));

    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int port)
        where T : Resource =>
        builder.With(resource => resource.Http = new() { Port = port }).WithEnvironment("ASPNETCORE_URLS", $"http://localhost:{port}");

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : Resource => builder.WithEndpoint("http", endpoint => endpoint.IsExternal = true);

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : Resource =>
        name == "http" && builder.Resource.Http is { } http
            ? new(http)
            : throw new InvalidOperationException($"{builder.Resource.Name} has no endpoint '{name}'.");

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string path)
        where T : Resource => builder.With(resource => resource.HealthPath = path);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : Resource => builder.With(resource => resource.Environment.Add(variables => variables[name] = value));

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params object[] args)
        where T : Resource => builder.With(resource => resource.Arguments.AddRange(args));

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source)
        where T : Resource => builder.With(resource => resource.Environment.Add(variables =>
            variables[$"ConnectionStrings__{source.Resource.Name}"] = source.Resource.ConnectionString));

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ProjectResource> source)
        where T : Resource => builder.WithEnvironment($"services__{source.Resource.Name}__http__0", source.GetEndpoint("http").ToString());

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : Resource => builder.With(resource => resource.Dependencies.Add((Resource)dependency.Resource));

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, Action<T> change)
        where T : Resource
    {
        change(builder.Resource);
        return builder;
    }

    private static ResourceBuilder<T> Add<T>(this IDistributedApplicationBuilder builder, T resource)
        where T : Resource
    {
        builder.Resources.Add(resource);
        return new(resource);
    }
}
