namespace MotionBlend.Exporter.Comparison;

/// <summary>How a row stands to the rows of its id before it.</summary>
internal enum RowRank
{
    /// <summary>It is the first.</summary>
    First,

    /// <summary>It is as new or newer and takes their place.</summary>
    Replaces,

    /// <summary>It is older.</summary>
    Superseded,
}
