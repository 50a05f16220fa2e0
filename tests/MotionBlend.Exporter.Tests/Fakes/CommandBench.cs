using System.Text;
using MotionBlend.Exporter.Commands;
using Spectre.Console.Testing;

namespace MotionBlend.Exporter.Tests.Fakes;

/// <summary>Runs the exporter's command line in process, as a shell would, with its own environment and folders.</summary>
internal sealed class CommandBench : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("exporter-command-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly TestConsole _terminal = new();

    public CommandBench()
    {
        _terminal.Profile.Width = 300;
    }

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes standard output's place; null for one that can be read by <see cref="Output"/>.</summary>
    public TextWriter? Writer { get; set; }

    /// <summary>Everything on standard output.</summary>
    public string Output => _output + _terminal.Output;

    /// <summary>Everything on standard error.</summary>
    public string Error => _error.ToString();

    /// <summary>The folder of runs.</summary>
    public string RunsDirectory => Path.Combine(_folder.FullName, "runs");

    public Task<int> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    public Task<int> RunAsync(CancellationToken cancellationToken, params string[] args) => ExporterCommandLine.RunAsync(
        args,
        new ExporterConsole(Writer ?? _output, _error, _terminal, Environment.GetValueOrDefault, Environment.Keys, _folder.FullName, TimeProvider.System),
        cancellationToken);

    /// <summary>Runs <c>export</c> with progress as plain lines and runs kept here.</summary>
    public Task<int> ExportAsync(params string[] args) => RunAsync(["export", "--runs-dir", RunsDirectory, "--progress", "plain", .. args]);

    /// <summary>Writes a file into the folder of the command.</summary>
    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Writes a file into the folder of the command.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _terminal.Dispose();
    }
}
