using System.Diagnostics;
using System.Globalization;

namespace MotionBlend.Exporter.Bench;

/// <summary>What a process cost.</summary>
/// <param name="Wall">From its start to its end.</param>
/// <param name="Cpu">User and system time.</param>
/// <param name="PeakMegabytes">Highest resident memory, 10^6 bytes.</param>
internal sealed record ProcessCost(TimeSpan Wall, TimeSpan Cpu, double PeakMegabytes);

/// <summary>Runs a process and asks the kernel meanwhile what it uses (Linux: /proc).</summary>
internal static class MeasuredProcess
{
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a process that succeeds.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message has its output.</exception>
    public static async Task<ProcessCost> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        (await RunAsync(file, arguments, expected: 0, cancellationToken)).Cost;

    /// <summary>Runs a process to its end.</summary>
    /// <returns>What it cost, and what it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than expected; the message has its output.</exception>
    public static async Task<(ProcessCost Cost, string Output)> RunAsync(string file, IEnumerable<string> arguments, int expected, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var cost = new ProcessCost(default, default, 0);
        try
        {
            while (!process.HasExited)
            {
                cost = Look(process.Id) ?? cost;
                await Task.Delay(Interval, cancellationToken);
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return process.ExitCode == expected
            ? (cost with { Wall = clock.Elapsed }, await output)
            : throw new InvalidOperationException($"{file} ended with {process.ExitCode}\n{await output}\n{await errors}");
    }

    /// <summary>What a running process has used; null when it is gone. See proc(5) for the fields.</summary>
    private static ProcessCost? Look(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            var peak = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            var kilobytes = double.Parse(peak["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
            return new ProcessCost(default, TimeSpan.FromSeconds(ticks / TicksPerSecond), kilobytes * 1024 / 1e6);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // It ended between two looks.
            return null;
        }
    }
}
