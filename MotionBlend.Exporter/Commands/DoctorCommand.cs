using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>doctor</c>: finds what killed runs left behind, and repairs it when told to.</summary>
internal static class DoctorCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Examples:
          See what is wrong; nothing is changed:
            MotionBlend.Exporter doctor --es-url http://localhost:9200
          Repair it:
            MotionBlend.Exporter doctor --repair

        It looks for a lease of a run that was killed, for indices that a run left unfinished, for tasks of one export that have
        not published it, for an index that readers see with the settings of a load (no refresh), and for an alias of several indices.

        Exit codes: 0 nothing is wrong, or all is repaired; 6 a run is at work; 8 something is left to be repaired;
        20 to 24 as for export.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var repair = new Option<bool>("--repair") { Description = "Repair what is found." };
        return ClusterCommand.Create(console, "doctor", "Finds, and with --repair mends, what runs that were killed left behind.",
            async (parsed, options, connection, services, cancellationToken) =>
            {
                var doctor = new Doctor(new IndexClient(connection.Transport), connection.Indices, connection.Control, connection.Requests,
                    options.Export.Alias, console.Time, services.GetRequiredService<ILogger<Doctor>>());
                if (await doctor.AtWorkAsync(cancellationToken) is { } holder)
                {
                    await console.Output.WriteLineAsync($"run {holder.RunId} ({holder.Command} on {holder.Place}) is at work; ask again when it is done");
                    return ExitCodes.Of(Exporter.Export.ExportFailure.LeaseHeld);
                }

                var findings = await doctor.ExamineAsync(cancellationToken);
                if (!parsed.GetValue(repair) || findings.Count == 0)
                {
                    return await ReportAsync(console, findings);
                }

                await using var lease = new RunLease(
                    connection.Control, RunId.New(console.Time.GetUtcNow()), "doctor", console.Time, services.GetRequiredService<ILogger<RunLease>>());
                await lease.AcquireAsync(cancellationToken);
                return await RepairAsync(console, findings, lease, cancellationToken);
            }, repair);
    }

    private static async Task<int> ReportAsync(ExporterConsole console, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            await console.Output.WriteLineAsync($"found: {finding.Problem}");
            await console.Output.WriteLineAsync(finding.Repair is { } cure ? $"  --repair would {cure}" : "  this needs a person");
        }

        await console.Output.WriteLineAsync(findings.Count == 0 ? "nothing is wrong" : "nothing was changed");
        return findings.Count == 0 ? ExitCodes.Success : ExitCodes.RepairNeeded;
    }

    private static async Task<int> RepairAsync(ExporterConsole console, IReadOnlyList<Finding> findings, RunLease lease, CancellationToken cancellationToken)
    {
        foreach (var finding in findings)
        {
            await console.Output.WriteLineAsync($"found: {finding.Problem}");
            if (finding.RepairAsync is null)
            {
                await console.Output.WriteLineAsync("  this needs a person");
                continue;
            }

            await lease.EnsureHeldAsync(cancellationToken);
            await finding.RepairAsync(lease, cancellationToken);
            await console.Output.WriteLineAsync($"  repaired: {finding.Repair}");
        }

        return findings.Any(finding => finding.RepairAsync is null) ? ExitCodes.RepairNeeded : ExitCodes.Success;
    }
}
