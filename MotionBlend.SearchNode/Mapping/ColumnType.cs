namespace MotionBlend.SearchNode.Mapping;

/// <summary>Storage type of a field's column; a column of many values is a list of it.</summary>
internal enum ColumnType
{
    Varchar,
    Boolean,
    TinyInt,
    SmallInt,
    Integer,
    BigInt,
    Float,
    Double,
}

/// <summary>What a field's values are to sorts and aggregations.</summary>
internal enum FieldFamily
{
    Keyword,
    Text,
    Boolean,
    Integer,
    Float,
    Date,
    Vector,
}
