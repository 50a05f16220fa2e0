using MotionBlend.Exporter.Commands;
using MotionBlend.Exporter.Configuration;

namespace MotionBlend.Exporter.Progress;

/// <summary>Chooses how progress is shown.</summary>
internal static class ProgressViews
{
    /// <summary>The view that the settings ask for.</summary>
    public static IProgressView Of(ProgressMode mode, ExporterConsole console) => mode switch
    {
        ProgressMode.None => new PlainProgressView(TextWriter.Null, console.Time),
        ProgressMode.Bar => new LiveProgressView(console.Terminal, console.Time),
        ProgressMode.Auto when console.Terminal.Profile.Out.IsTerminal => new LiveProgressView(console.Terminal, console.Time),
        _ => new PlainProgressView(console.Output, console.Time),
    };
}
