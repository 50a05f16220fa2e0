using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost.Tests.Configuration;

public sealed class AppHostSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Defaults_TakeTheSampleAndTheEmbeddedNode()
    {
        var sample = _folder.Write("samples/mart_blend_snn_metrics.ndjson.gz", "");

        var (settings, notes, faults) = Read();
        using var data = settings?.Data;

        Assert.Empty(faults);
        Assert.Equal(sample, settings!.Mart);
        Assert.Equal(SearchBackendKind.Embedded, settings.Backend);
        Assert.Equal("Development", settings.Environment);
        Assert.Contains("search backend: the embedded search node, as neither Docker nor Podman answers.", notes);
    }

    [Fact]
    public void Read_NoMart_ExportsNothing()
    {
        var (settings, _, faults) = Read(("MotionBlend:LoadMart", "false"));
        using var data = settings?.Data;

        Assert.Empty(faults);
        Assert.Null(settings!.Mart);
    }

    [Fact]
    public void Read_SeveralFaults_ReportsAllWithTheirKeys()
    {
        var missing = Path.Combine(_folder.FullPath, "missing.parquet");

        var (settings, _, faults) = Read(
            ("MotionBlend:SearchBackend", "solr"),
            ("MotionBlend:Fresh", "perhaps"),
            ("MotionBlend:Mart", missing),
            ("MotionBlend:Ports:Dashboard", "http"),
            ("MotionBlend:Ports:Api", "70000"));

        Assert.Null(settings);
        Assert.Equal(
            [
                "MotionBlend:Fresh: 'perhaps' is neither true nor false.",
                $"MotionBlend:Mart (--mart): there is no file {missing}; name one, or use --no-sample to export nothing.",
                "MotionBlend:SearchBackend (--search-backend): 'solr' is not one of auto, existing, container, embedded.",
                "MotionBlend:Ports:Dashboard (--dashboard-port): 'http' is not a port; use 0 (any free port) to 65535.",
                "MotionBlend:Ports:Api (--api-port): '70000' is not a port; use 0 (any free port) to 65535.",
            ],
            faults);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("0", true)]
    public void Read_ExporterPort_DecidesWhetherTheExporterStays(string port, bool stays)
    {
        var (settings, _, faults) = Read(("MotionBlend:LoadMart", "false"), ("MotionBlend:Ports:Exporter", port));

        Assert.Empty(faults);
        Assert.Equal(stays, settings!.Ports.Exporter > 0);
        settings.Data.Dispose();
    }

    [Fact]
    public void Read_ExplicitPortTaken_IsAFault()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (_, _, faults) = Read(("MotionBlend:LoadMart", "false"), ("MotionBlend:Ports:Api", $"{port}"));

        Assert.Equal([$"MotionBlend:Ports:Api (--api-port): port {port} is taken; choose another, or 0 for any free one."], faults);
    }

    [Fact]
    public void Read_FolderInUse_IsAFault()
    {
        using var other = DataFolder.Open(Path.Combine(_folder.FullPath, "data"), fresh: false, out _);

        var (settings, _, faults) = Read(("MotionBlend:LoadMart", "false"));

        Assert.Null(settings);
        Assert.Contains("is in use by another MotionBlend.AppHost", Assert.Single(faults), StringComparison.Ordinal);
    }

    private (AppHostSettings? Settings, List<string> Notes, List<string> Faults) Read(params (string Key, string Value)[] values)
    {
        Dictionary<string, string?> given = new()
        {
            [AppHostKeys.Environment] = "Development",
            [AppHostKeys.DataFolder] = Path.Combine(_folder.FullPath, "data"),
            [AppHostKeys.DashboardPort] = "0",
            [AppHostKeys.ApiPort] = "0",
            [AppHostKeys.SearchPort] = "0",
        };
        foreach (var (key, value) in values)
        {
            given[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(given).Build();
        var appHostDirectory = Path.Combine(_folder.FullPath, "MotionBlend.AppHost");
        return AppHostSettings.Read(configuration, appHostDirectory, detectContainerRuntime: () => null);
    }
}
