using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MotionBlend.AppHost.Local;

/// <summary>Absolute paths of a project; <c>eng/LaunchedProjects.targets</c> generates one class for each.</summary>
internal interface IProjectMetadata
{
    string ProjectPath { get; }
    string AssemblyPath { get; }
}

/// <summary>One part of the application: a process, or something that others connect to.</summary>
internal abstract class Resource(string name) : IResource
{
    public string Name { get; } = name;

    /// <summary>What must be healthy (or finished) before this starts.</summary>
    public List<Resource> Dependencies { get; } = [];

    /// <summary>Sets the variables of the process, when it starts.</summary>
    public List<Action<IDictionary<string, string?>>> Environment { get; } = [];

    /// <summary>Arguments of the process; each is turned into text when it starts.</summary>
    public List<object> Arguments { get; } = [];

    /// <summary>Where it listens; null for a job, whose success is exit code 0.</summary>
    public EndpointAnnotation? Http { get; set; }

    /// <summary>Path that answers 200 when it is ready.</summary>
    public string HealthPath { get; set; } = "/";

    /// <summary>Address to show, never with credentials; null where there is none.</summary>
    public virtual string? DisplayAddress => Http is { } http ? $"http://localhost:{http.Port}" : null;

    /// <summary>How to start the process, or null where there is none of ours.</summary>
    public abstract ProcessStartInfo? CreateStartInfo();
}

/// <summary>A project of the solution, started from its built output.</summary>
internal sealed class ProjectResource(string name, IProjectMetadata metadata) : Resource(name)
{
    /// <summary>The <c>dotnet</c> that this process runs on; its runtime lies three folders below (shared/NAME/VERSION).</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    // The project's folder is the content root: appsettings.json and static web assets are found as `dotnet run` finds them.
    public override ProcessStartInfo CreateStartInfo() =>
        new(DotNet, [metadata.AssemblyPath, .. Arguments.Select(argument => argument.ToString()!)])
        {
            WorkingDirectory = Path.GetDirectoryName(File.Exists(metadata.ProjectPath) ? metadata.ProjectPath : metadata.AssemblyPath),
        };
}

/// <summary>A connection string: of a cluster that somebody else runs, or made from the addresses of other resources.</summary>
internal sealed class ConnectionStringResource(string name, Func<string?> value, bool isExternal) : Resource(name), IResourceWithConnectionString
{
    public string? ConnectionString => value();

    /// <summary>Scheme, host and port of an external one; what is not a plain URL may hold anything, and is not shown.</summary>
    public override string? DisplayAddress => !isExternal ? null
        : Uri.TryCreate(ConnectionString, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? $"{uri.Scheme}://{uri.Authority}"
        : "(not shown)";

    public override ProcessStartInfo? CreateStartInfo() => null;
}
