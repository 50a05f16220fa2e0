namespace MotionBlend.Exporter.Commands;

/// <summary>What a run does; the name in lower case is that of its command.</summary>
internal enum RunKind
{
    /// <summary>The whole mart into a new index.</summary>
    Export,

    /// <summary>The rows that changed, through the alias.</summary>
    Sync,

    /// <summary>The dead letters of an earlier run, through the alias.</summary>
    Replay,
}
