namespace MotionBlend.Exporter.Runs;

/// <summary>How many documents a run may take from readers before it is refused: a count, or a share of the documents they see.</summary>
/// <param name="Count">Most documents; null when a share decides.</param>
/// <param name="Percent">Largest share, 0 to 100; null when a count decides.</param>
internal sealed record DeletionFuse(long? Count, double? Percent)
{
    /// <summary>Reads <c>100</c> or <c>10%</c>.</summary>
    public static DeletionFuse? Parse(string text) => DeadLetterCap.Parse(text) is { } bound ? new DeletionFuse(bound.Count, bound.Percent) : null;

    /// <summary>True when so many documents may go.</summary>
    /// <param name="gone">Documents to go.</param>
    /// <param name="documents">Documents that readers see.</param>
    public bool Allows(long gone, long documents) => gone <= (Count ?? documents * (Percent ?? 0) / 100);

    /// <inheritdoc/>
    public override string ToString() => new DeadLetterCap(Count, Percent).ToString();
}
