namespace MotionBlend.Exporter.Indexing;

/// <summary>Where blends are written to.</summary>
/// <param name="Name">Index or alias.</param>
/// <param name="IsAlias">True when it must be an alias: a lost alias must not come back as an index.</param>
/// <param name="IsNew">True when the index was created by this run and nobody else writes to it.</param>
internal sealed record IndexingTarget(string Name, bool IsAlias, bool IsNew);
