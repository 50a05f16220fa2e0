using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Commands;

/// <summary>The exporter's command line.</summary>
internal static class ExporterCommandLine
{
    // What a run needs on its way out when SIGINT or SIGTERM ends it; schedulers give ten seconds.
    private static readonly TimeSpan TerminationTime = TimeSpan.FromSeconds(9);

    private const string Examples = """
        Examples:
          Export the sample mart into a local cluster or search node:
            MotionBlend.Exporter export --mart samples/mart_blend_snn_metrics.ndjson.gz --es-url http://localhost:9200
          See what it would change, and prove afterwards that nothing was lost:
            MotionBlend.Exporter plan   --mart samples/mart_blend_snn_metrics.ndjson.gz
            MotionBlend.Exporter verify --mart samples/mart_blend_snn_metrics.ndjson.gz
          From then on only what changes, and how fresh readers' view is:
            MotionBlend.Exporter sync   --bq-project my-studio --bq-dataset marts
            MotionBlend.Exporter status

        'MotionBlend.Exporter COMMAND --help' explains every option of a command.
        """;

    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, ExporterConsole console, CancellationToken cancellationToken)
    {
        var export = ExportCommand.Create(console);
        var verify = VerifyCommand.Create(console);
        var plan = PlanCommand.Create(console);
        var sync = SyncCommand.Create(console);
        var replay = ReplayCommand.Create(console);
        var status = StatusCommand.Create(console);
        var rollback = RollbackCommand.Create(console);
        var doctor = DoctorCommand.Create(console);
        var generate = GenerateCommand.Create(console);
        var root = new RootCommand("Exports the blend-quality mart into Elasticsearch, accounting for every row.")
        {
            export, sync, plan, verify, status, replay, rollback, doctor, generate,
        };
        var texts = new Dictionary<Command, string>
        {
            [root] = Examples,
            [export] = ExportCommand.Examples,
            [sync] = SyncCommand.Examples,
            [replay] = ReplayCommand.Examples,
            [status] = StatusCommand.Examples,
            [rollback] = RollbackCommand.Examples,
            [doctor] = DoctorCommand.Examples,
            [generate] = GenerateCommand.Examples,
            [plan] = PlanCommand.Examples,
            [verify] = VerifyCommand.Examples,
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExamplesHelp((HelpAction)help.Action!, texts);
        }

        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction && args.Length > 0)
        {
            await CommandLineFault.WriteAsync(parsed, console.Error);
            return ExitCodes.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = console.Output,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationTime,
        };
        var exitCode = await InvokeAsync(parsed, configuration, console, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCodes.Usage : exitCode;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, InvocationConfiguration configuration, ExporterConsole console, CancellationToken cancellationToken)
    {
        try
        {
            var exitCode = await parsed.InvokeAsync(configuration, cancellationToken);
            if (console.Output is not EnduringWriter { Failure: { } failure })
            {
                return exitCode;
            }

            await console.Error.WriteLineAsync($"error: standard output cannot be written: {failure.Message}");
            await console.Error.WriteLineAsync("  cure: free disk space; what the command did stands, only its output is cut off");
            return exitCode == ExitCodes.Success ? ExitCodes.Of(ExportFailure.OutputNotWritable) : exitCode;
        }
        catch (SettingsException exception)
        {
            await console.Error.WriteLineAsync($"error: {exception.Message}");
            await console.Error.WriteLineAsync($"  cure: {exception.Cure}");
            return ExitCodes.Usage;
        }
    }
}
