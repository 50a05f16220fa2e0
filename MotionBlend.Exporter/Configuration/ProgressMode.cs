namespace MotionBlend.Exporter.Configuration;

/// <summary>How progress is shown.</summary>
internal enum ProgressMode
{
    /// <summary>A bar on a terminal, else lines.</summary>
    Auto,

    /// <summary>A bar.</summary>
    Bar,

    /// <summary>Plain lines.</summary>
    Plain,

    /// <summary>Nothing.</summary>
    None,
}
