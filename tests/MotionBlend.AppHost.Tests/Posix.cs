namespace MotionBlend.AppHost.Tests;

/// <summary>For tests whose stand-in processes are shell scripts.</summary>
internal static class Posix
{
    /// <summary>Skips the test, with the reason, where there is no shell.</summary>
    public static void Required() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in process of this test is a POSIX shell script.");
}
