using System.Runtime.CompilerServices;
using Bunit;

namespace MotionBlend.Web.Tests.Components;

/// <summary>
/// Gives waits for a rendering far longer than bUnit's one second: a wait ends as soon as its condition holds, so this costs nothing
/// where it passes, and a busy machine does not fail it.
/// </summary>
internal static class WaitTimeout
{
    [ModuleInitializer]
    internal static void Lengthen() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
