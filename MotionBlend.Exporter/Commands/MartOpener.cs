using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Commands;

/// <summary>Opens the mart that the settings name.</summary>
internal static class MartOpener
{
    /// <summary>Opens a mart.</summary>
    /// <exception cref="MartException">It cannot be read.</exception>
    public static Task<IMartSource> OpenAsync(
        MartChoice? mart, ExporterConsole console, IServiceProvider services, CancellationToken cancellationToken) => mart switch
        {
            MartChoice.File file => MartFile.OpenAsync(file.Path, cancellationToken),
            MartChoice.BigQuery table => BigQueryMartOpener.OpenAsync(
                table, console.Variable, console.Time, services.GetRequiredService<ILogger<BigQueryMart>>(), cancellationToken),
            _ => throw new InvalidOperationException("The command was given no mart."),
        };
}
