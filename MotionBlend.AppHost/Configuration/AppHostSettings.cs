using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace MotionBlend.AppHost.Configuration;

/// <summary>What this run was asked for, checked: every fault is reported at once, each with its key and option.</summary>
/// <param name="Backend">Which search backend answers; never <see cref="SearchBackendKind.Auto"/>.</param>
/// <param name="Data">The open data folder.</param>
/// <param name="Mart">Absolute path of the mart file to export when the index is missing or empty; null for none.</param>
/// <param name="Ports">Ports to listen on.</param>
/// <param name="Environment">Environment name of all processes.</param>
internal sealed record AppHostSettings(
    SearchBackendKind Backend, DataFolder Data, string? Mart, ServicePorts Ports, string Environment)
{
    private const string SampleMart = "samples/mart_blend_snn_metrics.ndjson.gz";

    /// <summary>Reads the settings. Prints every fault and returns false where they cannot be used.</summary>
    /// <param name="configuration">Of the builder: options, environment, settings file.</param>
    /// <param name="appHostDirectory">Folder of the AppHost's project, beside which the samples lie.</param>
    /// <param name="settings">The settings.</param>
    public static bool TryRead(IConfiguration configuration, string appHostDirectory, [NotNullWhen(true)] out AppHostSettings? settings)
    {
        (settings, var notes, var faults) = Read(configuration, appHostDirectory, ContainerRuntime.Detect);
        if (settings is null)
        {
            CommandLine.Refuse(faults);
            return false;
        }

        foreach (var note in notes)
        {
            Console.Out.WriteLine(note);
        }

        return true;
    }

    /// <summary>The settings, what the user should know about them, and what is wrong with them.</summary>
    internal static (AppHostSettings? Settings, List<string> Notes, List<string> Faults) Read(
        IConfiguration configuration, string appHostDirectory, Func<string?> detectContainerRuntime)
    {
        List<string> notes = [];
        List<string> faults = [];

        var fresh = ReadSwitch(configuration, AppHostKeys.Fresh, unset: false, faults);
        var mart = ReadMart(configuration, appHostDirectory, faults);
        var wanted = ReadBackend(configuration, faults);
        var dashboard = ReadPort(AppHostKeys.DashboardPort, "--dashboard-port", ServicePorts.DefaultDashboard, "the dashboard");
        var api = ReadPort(AppHostKeys.ApiPort, "--api-port", ServicePorts.DefaultApi, "the API");
        var backend = wanted is { } kind ? SearchBackend.Resolve(kind, configuration, detectContainerRuntime, notes, faults) : default;
        var search = backend is SearchBackendKind.Existing
            ? ServicePorts.DefaultSearch
            : ReadPort(AppHostKeys.SearchPort, "--search-port", ServicePorts.DefaultSearch, "the search backend");
        var exporter = configuration[AppHostKeys.ExporterPort] is { Length: > 0 }
            ? ReadPort(AppHostKeys.ExporterPort, "--exporter-port", ServicePorts.DefaultExporter, "the exporter")
            : (int?)null;
        if (faults.Count > 0)
        {
            return (null, notes, faults);
        }

        if (DataFolder.Open(configuration[AppHostKeys.DataFolder] ?? DataFolder.Default, fresh, out var fault) is not { } data)
        {
            return (null, notes, [fault!]);
        }

        return (new(backend, data, mart, new(dashboard, api, search, exporter), configuration[AppHostKeys.Environment]!), notes, faults);

        int ReadPort(string key, string option, int fallback, string owner)
        {
            int? wantedPort = null;
            if (configuration[key] is { Length: > 0 } text)
            {
                if (!int.TryParse(text, out var number) || number is < 0 or > 65535)
                {
                    faults.Add($"{key} ({option}): '{text}' is not a port; use 0 (any free port) to 65535.");
                    return fallback;
                }

                wantedPort = number;
            }

            var port = ServicePorts.Choose(wantedPort, fallback, owner, ServicePorts.IsFree, out var note);
            if (note is not null)
            {
                notes.Add(note);
            }

            if (port is null)
            {
                faults.Add($"{key} ({option}): port {wantedPort} is taken; choose another, or 0 for any free one.");
            }

            return port ?? fallback;
        }
    }

    private static SearchBackendKind? ReadBackend(IConfiguration configuration, List<string> faults)
    {
        var text = configuration[AppHostKeys.SearchBackend] ?? nameof(SearchBackendKind.Auto);
        if (Enum.GetNames<SearchBackendKind>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return Enum.Parse<SearchBackendKind>(name);
        }

        faults.Add($"{AppHostKeys.SearchBackend} (--search-backend): '{text}' is not one of auto, existing, container, embedded.");
        return null;
    }

    private static string? ReadMart(IConfiguration configuration, string appHostDirectory, List<string> faults)
    {
        if (!ReadSwitch(configuration, AppHostKeys.LoadMart, unset: true, faults))
        {
            return null;
        }

        var mart = configuration[AppHostKeys.Mart] is { Length: > 0 } own
            ? Path.GetFullPath(own)
            : Path.GetFullPath(Path.Combine(appHostDirectory, "..", SampleMart));
        if (!File.Exists(mart))
        {
            faults.Add($"{AppHostKeys.Mart} (--mart): there is no file {mart}; name one, or use --no-sample to export nothing.");
        }

        return mart;
    }

    private static bool ReadSwitch(IConfiguration configuration, string key, bool unset, List<string> faults)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return unset;
        }

        if (!bool.TryParse(text, out var value))
        {
            faults.Add($"{key}: '{text}' is neither true nor false.");
        }

        return value;
    }
}
