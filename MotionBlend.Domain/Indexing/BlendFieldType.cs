using System.Diagnostics.CodeAnalysis;

namespace MotionBlend.Domain.Indexing;

/// <summary>Elasticsearch type of a blend's field.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names are Elasticsearch's.")]
public enum BlendFieldType
{
    /// <summary>Exact string.</summary>
    Keyword,

    /// <summary>32-bit float: queries compare at this precision, <c>_source</c> keeps all digits.</summary>
    Float,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Time, <c>strict_date_optional_time||epoch_millis</c>.</summary>
    Date,
}
