using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MotionBlend.Exporter.Commands;

/// <summary>Logging and telemetry of a command.</summary>
internal static class ExporterHost
{
    // The progress view tells people how it goes; the log on the console is for what it does not say.
    private static readonly Dictionary<string, string?> LogDefaults = new()
    {
        ["Logging:Console:LogLevel:Default"] = "Warning",
        ["Logging:Console:LogLevel:MotionBlend.Exporter.Commands"] = "Critical",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
    };

    // To notice changes of a settings file, the host would watch every folder below the one that the command was started in.
    private static readonly Dictionary<string, string?> HostDefaults = new() { ["hostBuilder:reloadConfigOnChange"] = "false" };

    /// <summary>
    /// Builds the host. The console's log goes to standard error, warnings and worse unless
    /// <c>Logging__Console__LogLevel__Default</c> says otherwise; telemetry receives everything.
    /// </summary>
    public static IHost Build(TimeProvider time)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(HostDefaults);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = ExporterTelemetry.Name, Configuration = configuration });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogDefaults });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(time);
        return builder.Build();
    }

    /// <summary>Starts the providers; disposing the host sends what they hold. The host itself is not run: a command has its own life.</summary>
    public static void StartTelemetry(IHost host)
    {
        host.Services.GetService<TracerProvider>();
        host.Services.GetService<MeterProvider>();
    }
}
