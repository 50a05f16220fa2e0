using System.ComponentModel;
using System.Diagnostics;

namespace MotionBlend.AppHost;

/// <summary>Finds a container runtime that answers. A client without its daemon does not count.</summary>
internal static class ContainerRuntime
{
    /// <summary>Aspire's variable that names the runtime to use: <c>docker</c> or <c>podman</c>.</summary>
    public const string Variable = "ASPIRE_CONTAINER_RUNTIME";

    private static readonly string[] Known = ["docker", "podman"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The command of the first runtime that answers (Docker before Podman), or null.</summary>
    public static string? Detect() =>
        (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? [named] : Known).FirstOrDefault(Answers);

    /// <summary>Whether <paramref name="command"/> is there and its server answers within a few seconds.</summary>
    internal static bool Answers(string command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, ["info"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (process is null)
            {
                return false;
            }

            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(Patience))
            {
                return process.ExitCode == 0;
            }

            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            // The command is not on this machine.
            return false;
        }
    }
}
