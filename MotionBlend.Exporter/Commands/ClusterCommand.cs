using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Configuration;

namespace MotionBlend.Exporter.Commands;

/// <summary>A command that talks to the cluster and reads no mart.</summary>
internal static class ClusterCommand
{
    /// <summary>The work of such a command: the cluster in, exit code out.</summary>
    internal delegate Task<int> Work(ParseResult parsed, ExporterOptions options, ClusterConnection connection, IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>Creates a command. The cluster is known to answer when its work begins.</summary>
    public static Command Create(ExporterConsole console, string name, string description, Work work, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Add(option);
        }

        new SettingOptions(command, ExporterSettings.OfCluster).SetAction(command, console, needsMart: false, async (parsed, read, cancellationToken) =>
        {
            using var host = ExporterHost.Build(console.Time);
            ExporterHost.StartTelemetry(host);
            using var activity = ExporterTelemetry.Activities.StartActivity(name);
            try
            {
                using var connection = new ClusterConnection(read, console.Time, host.Services);
                await connection.FirstContact.SendAsync("looking for Elasticsearch", connection.Cluster.VersionAsync, cancellationToken);
                return await work(parsed, read, connection, host.Services, cancellationToken);
            }
            catch (Exception exception)
            {
                var failure = CommandFailure.Of(exception, host.Services.GetRequiredService<ILogger<CommandFailure>>(), cancellationToken);
                await failure.WriteAsync(console.Error);
                return failure.ExitCode;
            }
        });
        return command;
    }
}
