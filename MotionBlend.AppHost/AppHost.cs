// The map of MotionBlend: which processes exist and how they are wired.
// It is compiled against Aspire.Hosting where Aspire's packages can be restored, and against the local runner in
// Local/, which has the same names for these calls, where they cannot (docs/decisions/0002-one-apphost.md).

using MotionBlend.AppHost;
using MotionBlend.AppHost.Configuration;

if (!CommandLine.TryRead(args, out var configuration))
{
    return;
}

var builder = DistributedApplication.CreateBuilder(configuration);
if (!AppHostSettings.TryRead(builder.Configuration, builder.AppHostDirectory, out var settings))
{
    return;
}

using var data = settings.Data;

var search = builder.AddSearchBackend(settings);

if (settings.Mart is { } mart)
{
    var exporter = builder.AddProject<Projects.MotionBlend_Exporter>("exporter", launchProfileName: null)
        .WithArgs("export", "--mart", mart, "--if-empty", "--runs-dir", settings.Data.ExporterRuns)
        .WithEnvironment("DOTNET_ENVIRONMENT", settings.Environment)
        .WithReference(search)
        .WaitFor(search);

    // On demand: it stays, and exports again each day or when it is asked to.
    if (settings.Ports.Exporter is { } port)
    {
        exporter.WithHttpEndpoint(port: port)
            .WithArgs("--every", "24h", "--health-port", exporter.GetEndpoint("http").Property(EndpointProperty.TargetPort))
            .WithHttpHealthCheck("/health");
    }
}

var api = builder.AddProject<Projects.MotionBlend_Api>("api", launchProfileName: null)
    .WithHttpEndpoint(port: settings.Ports.Api)
    .WithEnvironment("DOTNET_ENVIRONMENT", settings.Environment)
    .WithReference(search)
    .WaitFor(search)
    .WithHttpHealthCheck("/health");

// The dashboard does not wait: it starts while the others do, and says what is not there yet.
builder.AddProject<Projects.MotionBlend_Web>("dashboard", launchProfileName: null)
    .WithHttpEndpoint(port: settings.Ports.Dashboard)
    .WithEnvironment("DOTNET_ENVIRONMENT", settings.Environment)
    .WithExternalHttpEndpoints()
    .WithReference(api)
    .WithHttpHealthCheck("/health");

builder.Build().Run();
