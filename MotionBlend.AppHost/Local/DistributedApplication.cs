using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace MotionBlend.AppHost.Local;

/// <summary>The application as the map describes it, run on this machine.</summary>
internal sealed class DistributedApplication(IReadOnlyList<Resource> resources)
{
    /// <summary>
    /// Starts a map. Where Aspire's packages turn out to be restorable, the run is handed over to a real Aspire AppHost and
    /// this call does not return.
    /// </summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        var metadata = new Projects.MotionBlend_AppHost();
        OfficialPackages.HandOverIfRestorable(metadata.ProjectPath, args);
        var builder = new Builder(Path.GetDirectoryName(metadata.ProjectPath)!);
        builder.Configuration.AddJsonFile(Path.Combine(builder.AppHostDirectory, "appsettings.json"), optional: true)
            .AddUserSecrets(Assembly.GetExecutingAssembly(), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        return builder;
    }

    /// <summary>Runs until the user stops it or nothing is left running; sets the exit code.</summary>
    public void Run()
    {
        using var signals = new StopSignals();
        var console = new RunnerConsole(Console.Out, RunnerConsole.HasColour, resources.Select(resource => resource.Name));
        Environment.ExitCode = new ApplicationRunner(resources, console, TimeProvider.System).RunAsync(signals.Stop).GetAwaiter().GetResult();
    }

    private sealed class Builder(string directory) : IDistributedApplicationBuilder
    {
        public ConfigurationManager Configuration { get; } = new();
        public string AppHostDirectory => directory;
        public IList<Resource> Resources { get; } = [];
        public DistributedApplication Build() => new([.. Resources]);
    }
}
