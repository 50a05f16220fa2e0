using System.Runtime.CompilerServices;

namespace MotionBlend.AppHost.Tests.Local;

internal static class NoFeedIsAsked
{
    /// <summary>Decides the question of the official packages, for this process and the AppHosts that it starts.</summary>
    [ModuleInitializer]
    internal static void Decide() => Environment.SetEnvironmentVariable(OfficialPackages.Property, "false");
}
