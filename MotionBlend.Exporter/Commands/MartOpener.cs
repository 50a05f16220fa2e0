using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;

namespace MotionBlend.Exporter.Commands;

/// <summary>Opens the mart that the settings name.</summary>
internal static class MartOpener
{
    /// <summary>Opens a mart.</summary>
    /// <exception cref="MartException">It cannot be read.</exception>
    /// <exception cref="ExportException">This version does not read such a mart.</exception>
    public static Task<IMartSource> OpenAsync(MartChoice? mart, CancellationToken cancellationToken) => mart switch
    {
        MartChoice.File file => MartFile.OpenAsync(file.Path, cancellationToken),
        MartChoice.BigQuery table => throw new ExportException(ExportFailure.SourceNotSupported,
            $"this version of the exporter reads mart files, not BigQuery ({table.Name})",
            "extract the table to Parquet or NDJSON (bq extract --destination_format PARQUET ...) and name the file with --mart"),
        _ => throw new InvalidOperationException("The command was given no mart."),
    };
}
