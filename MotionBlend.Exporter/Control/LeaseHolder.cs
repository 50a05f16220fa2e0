using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace MotionBlend.Exporter.Control;

/// <summary>The run that works on an alias.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Command">Its command.</param>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">Its process there.</param>
/// <param name="ProcessStartedAt">When that process started, since ids are used again.</param>
/// <param name="Since">When the run took the lease.</param>
/// <param name="ExpiresAt">When the lease ends unless it is renewed.</param>
/// <param name="Processes">Among which processes its own has that number, see <see cref="ProcessSpace"/>; null where that is not known.</param>
internal sealed record LeaseHolder(
    string RunId, string Command, string Host, int ProcessId, DateTimeOffset ProcessStartedAt, DateTimeOffset Since, DateTimeOffset ExpiresAt, string? Processes = null)
{
    /// <summary>How long a lease lasts without being renewed.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    // Start times of processes are known to a hundredth of a second at best.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>A run of this process.</summary>
    public static LeaseHolder OfProcess(string runId, string command, DateTimeOffset now)
    {
        using var process = Process.GetCurrentProcess();
        return new LeaseHolder(runId, command, Environment.MachineName, Environment.ProcessId, StartOf(process), now, now + Duration, ProcessSpace.Current);
    }

    /// <summary>Several tasks together, on whatever machines.</summary>
    public static LeaseHolder OfTasks(string planId, string command, DateTimeOffset now) => new(planId, command, "", 0, now, now, now + Duration);

    /// <summary>True when several tasks hold it together.</summary>
    [JsonIgnore]
    public bool IsTasks => Host.Length == 0;

    /// <summary>Where it is at work, for people.</summary>
    [JsonIgnore]
    public string Place => IsTasks ? "several machines" : string.Create(CultureInfo.InvariantCulture, $"{Host}, process {ProcessId}");

    /// <summary>True when the run cannot be at work any more: its lease has run out, or its process is gone, as far as that can be seen from here.</summary>
    public bool IsGone(DateTimeOffset now) => ExpiresAt <= now || (Processes is not null && Processes == ProcessSpace.Current && !IsRunning());

    private static DateTimeOffset StartOf(Process process) => process.StartTime.ToUniversalTime();

    private bool IsRunning()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return (StartOf(process) - ProcessStartedAt).Duration() <= Tolerance;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // There is no such process, or it has just ended.
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is another user's: there is a process, and more cannot be known.
            return true;
        }
    }
}
