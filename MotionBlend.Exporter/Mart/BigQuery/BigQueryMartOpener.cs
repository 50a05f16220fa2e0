using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Mart.BigQuery.Auth;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Opens the BigQuery mart that the settings name: at Google's service or an emulator, with the credentials at hand.</summary>
internal static class BigQueryMartOpener
{
    /// <summary>Opens a table as a source of rows.</summary>
    /// <param name="mart">The table and how to read it.</param>
    /// <param name="window">Which rows.</param>
    /// <param name="variable">Gives an environment variable's value or null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Log.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="MartException">There are no credentials, or the table cannot be read with them.</exception>
    public static async Task<IMartSource> OpenAsync(
        MartChoice.BigQuery mart, MartWindow window, Func<string, string?> variable, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var source = new BigQuerySource { Table = new BigQueryTable(mart.Project, mart.Dataset, mart.Table), Window = window, Options = mart.Options };
        var endpoints = BigQueryEndpoints.FromEnvironment(variable);
        var tokens = await BigQueryCredentials.FindAsync(endpoints, mart.CredentialsFile, variable, cancellationToken);
        return await BigQueryMart.OpenAsync(source, endpoints, tokens, time, logger, cancellationToken);
    }
}
