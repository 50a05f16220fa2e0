namespace MotionBlend.Exporter.Indexing;

/// <summary>An index of the alias that is not behind it.</summary>
/// <param name="Name">Concrete name.</param>
/// <param name="IsUnfinished">True when its load never ended: it still has the settings of a load.</param>
internal sealed record UnlistedIndex(string Name, bool IsUnfinished);
