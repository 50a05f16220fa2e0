using System.Text.Json;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Runs;

/// <summary>The folder of one run: its report, and its dead letters when it has any.</summary>
/// <param name="runsDirectory">Folder of all runs.</param>
/// <param name="runId">Id of the run.</param>
internal sealed class RunFolder(string runsDirectory, string runId)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.GetFullPath(Path.Combine(runsDirectory, runId));

    /// <summary>Where the report goes.</summary>
    public string ReportPath => Path.Combine(Folder, "report.json");

    /// <summary>Where dead letters go.</summary>
    public string DeadLettersPath => Path.Combine(Folder, "dead-letters.ndjson");

    /// <summary>Creates the folder, so that a run does not find out at its end that it cannot report.</summary>
    /// <exception cref="ExportException">The folder cannot be written.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ExportException(ExportFailure.OutputNotWritable, $"the folder {Folder} cannot be created: {exception.Message}",
                "name a folder that can be written with --runs-dir");
        }
    }

    /// <summary>Writes the report, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full, or the folder is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public async Task WriteAsync(RunReport report)
    {
        var unfinished = ReportPath + ".tmp";
        await File.WriteAllBytesAsync(unfinished, JsonSerializer.SerializeToUtf8Bytes(report, RunJsonContext.Default.RunReport));
        File.Move(unfinished, ReportPath, overwrite: true);
    }
}
