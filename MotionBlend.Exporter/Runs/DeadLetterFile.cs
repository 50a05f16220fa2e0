using System.Buffers;
using System.Text;
using System.Text.Json;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Runs;

/// <summary>The dead letters of a run: one JSON object a line, created with the first. Safe to share between threads.</summary>
/// <param name="path">Where to write; null to write nothing.</param>
/// <param name="runId">Id of the run, in every line.</param>
/// <param name="source">Name of the mart, in every line.</param>
/// <param name="time">Clock.</param>
internal sealed class DeadLetterFile(string? path, string runId, string source, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ArrayBufferWriter<byte> _lines = new();
    private FileStream? _file;

    /// <summary>Where the letters are; null while there are none.</summary>
    public string? Path => _file?.Name;

    /// <summary>Writes letters and hands them to the operating system before it returns.</summary>
    /// <exception cref="ExportException">The file cannot be written.</exception>
    public async Task WriteAsync(IReadOnlyCollection<DeadLetter> letters, CancellationToken cancellationToken)
    {
        if (letters.Count == 0 || path is null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            _lines.ResetWrittenCount();
            foreach (var letter in letters)
            {
                WriteLine(letter);
            }

            _file ??= Open(path);
            await _file.WriteAsync(_lines.WrittenMemory, CancellationToken.None);
            await _file.FlushAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ExportException(ExportFailure.OutputNotWritable,
                $"the dead-letter file {path} cannot be written: {exception.Message}",
                "free disk space or name another folder with --runs-dir");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        _turn.Dispose();
    }

    private static FileStream Open(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    private void WriteLine(DeadLetter letter)
    {
        using (var writer = new Utf8JsonWriter(_lines))
        {
            writer.WriteStartObject();
            writer.WriteString("run_id", runId);
            writer.WriteString("at", time.GetUtcNow());
            writer.WriteString("source", source);
            writer.WriteNumber("row", letter.Row);
            writer.WriteString("stage", letter.Error is null ? "gate" : "cluster");
            writer.WriteString("action", "index");
            writer.WriteString("id", letter.Id);
            if (letter.Version is { } version)
            {
                writer.WriteNumber("version", version);
            }

            writer.WriteNumber("attempts", letter.Attempts);
            WriteFindings(writer, letter.Findings);
            WriteError(writer, letter.Error);
            if (letter.Findings.Any(finding => finding.Rule == RowRules.JsonSyntax))
            {
                writer.WriteString("raw", Encoding.UTF8.GetString(letter.Document));
            }
            else
            {
                writer.WritePropertyName("document");
                writer.WriteRawValue(letter.Document);
            }

            writer.WriteEndObject();
        }

        _lines.Write("\n"u8);
    }

    private static void WriteFindings(Utf8JsonWriter writer, IReadOnlyList<DeadLetterFinding> findings)
    {
        writer.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("column", finding.Column);
            writer.WriteString("value", finding.Value);
            writer.WriteString("rule", finding.Rule);
            writer.WriteString("message", finding.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter writer, DeadLetterError? error)
    {
        if (error is null)
        {
            return;
        }

        writer.WriteStartObject("error");
        if (error.Status is { } status)
        {
            writer.WriteNumber("status", status);
        }

        writer.WriteString("type", error.Type);
        writer.WriteString("reason", error.Reason);
        writer.WriteEndObject();
    }
}
