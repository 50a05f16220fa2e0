using System.Diagnostics;
using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

/// <summary>A process of a test: a few lines of shell.</summary>
internal sealed class ScriptResource(string name, string script) : Resource(name)
{
    /// <summary>Runs until its standard input closes or it gets a signal, as a MotionBlend process does.</summary>
    public const string UntilStopped = "cat >/dev/null";

    public override ProcessStartInfo CreateStartInfo() => new("/bin/sh", ["-c", script]);
}
