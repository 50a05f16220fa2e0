namespace MotionBlend.Exporter.Comparison;

/// <summary>How a blend stands in mart and index.</summary>
internal enum ComparisonClass
{
    /// <summary>Same version, same values.</summary>
    Equal,

    /// <summary>In the mart only.</summary>
    MissingInIndex,

    /// <summary>In the index only.</summary>
    MissingInMart,

    /// <summary>The mart holds a newer version.</summary>
    NewerInMart,

    /// <summary>The index holds a newer version.</summary>
    NewerInIndex,

    /// <summary>Same version, other values.</summary>
    Different,
}
