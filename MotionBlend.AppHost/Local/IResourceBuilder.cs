using Microsoft.Extensions.Configuration;

namespace MotionBlend.AppHost.Local;

// The names that AppHost.cs and SearchBackend.cs share with Aspire.Hosting, and no more of it.

internal interface IResource;

internal interface IResourceWithConnectionString : IResource
{
    string Name { get; }
    /// <summary>The value for those who connect; it may hold secrets.</summary>
    string? ConnectionString { get; }
}

internal interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }
}

internal sealed record ResourceBuilder<T>(T Resource) : IResourceBuilder<T>
    where T : IResource;

internal interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }
    string AppHostDirectory { get; }
    IList<Resource> Resources { get; }
    DistributedApplication Build();
}
