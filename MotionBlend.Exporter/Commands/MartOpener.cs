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
    /// <param name="mart">The mart.</param>
    /// <param name="window">Which rows BigQuery is asked for; a file is always read whole.</param>
    /// <param name="console">The surroundings.</param>
    /// <param name="services">Gives loggers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MartException">It cannot be read.</exception>
    public static Task<IMartSource> OpenAsync(
        MartChoice? mart, MartWindow window, ExporterConsole console, IServiceProvider services, CancellationToken cancellationToken) => mart switch
        {
            MartChoice.File file => MartFile.OpenAsync(file.Path, cancellationToken),
            MartChoice.DeadLetters letters => Task.FromResult<IMartSource>(new DeadLetterMart(letters.Path)),
            MartChoice.BigQuery table => BigQueryMartOpener.OpenAsync(
                table, window, console.Variable, console.Time, services.GetRequiredService<ILogger<BigQueryMart>>(), cancellationToken),
            _ => throw new InvalidOperationException("The command was given no mart."),
        };
}
