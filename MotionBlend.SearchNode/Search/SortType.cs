using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Search;

/// <summary>What a sort key's values are; the names are those that Elasticsearch's errors give them.</summary>
internal enum SortType
{
    String,
    Int,
    Long,
    Float,
    Double,
    Score,
    Doc,
}

/// <summary>What follows from the type of a sort key.</summary>
internal static class SortTypes
{
    /// <summary>The type by which a field is sorted.</summary>
    public static SortType Of(FieldType type, SortNumericType? asNumber) => (asNumber, type) switch
    {
        (SortNumericType.Double, _) => SortType.Double,
        (not null, _) => SortType.Long,
        (_, FloatType { Precision: FloatPrecision.Double }) => SortType.Double,
        (_, FloatType) => SortType.Float,
        (_, IntegerType { Width: not ColumnType.BigInt }) => SortType.Int,
        (_, { Family: FieldFamily.Integer or FieldFamily.Date or FieldFamily.Boolean }) => SortType.Long,
        _ => SortType.String,
    };

    /// <summary>The type of a key over indices that map it differently; null when a string meets a number.</summary>
    public static SortType? Common(SortType a, SortType b)
    {
        if (a == b)
            return a;
        if (a == SortType.String || b == SortType.String)
            return null;
        return IsReal(a) || IsReal(b) ? SortType.Double : SortType.Long;
    }

    /// <summary>The value that a missing one is shown as: the end of the type's range; null for strings.</summary>
    public static object? Missing(SortType type, bool largest) => type switch
    {
        SortType.Int => largest ? int.MaxValue : (long)int.MinValue,
        SortType.Long => largest ? long.MaxValue : long.MinValue,
        SortType.Float => largest ? float.PositiveInfinity : float.NegativeInfinity,
        SortType.Double => largest ? double.PositiveInfinity : double.NegativeInfinity,
        _ => null,
    };

    /// <summary>The type's name in SQL.</summary>
    public static string Sql(SortType type) => type switch
    {
        SortType.String => "VARCHAR",
        SortType.Float or SortType.Score => "FLOAT",
        SortType.Double => "DOUBLE",
        _ => "BIGINT",
    };

    private static bool IsReal(SortType type) => type is SortType.Float or SortType.Double or SortType.Score;
}
