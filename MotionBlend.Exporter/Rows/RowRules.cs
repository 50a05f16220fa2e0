namespace MotionBlend.Exporter.Rows;

/// <summary>Names of the rules that a row must satisfy to be a document at all; Domain's rules judge the document. Stable, for dead letters.</summary>
internal static class RowRules
{
    /// <summary>The row is one JSON object.</summary>
    public const string JsonSyntax = "json_syntax";

    /// <summary>No column stands twice.</summary>
    public const string DuplicateColumn = "duplicate_column";

    /// <summary>A column that the mart does not have (a warning).</summary>
    public const string UnknownColumn = "unknown_column";

    /// <summary>Every column is there.</summary>
    public const string MissingColumn = "missing_column";

    /// <summary>No column is null.</summary>
    public const string NullValue = "null_value";

    /// <summary>The value has the column's type.</summary>
    public const string ColumnType = "column_type";

    /// <summary>The value is one of the column's names.</summary>
    public const string EnumValue = "enum_value";

    /// <summary><c>updated_at</c> gives the document's version and lies after 1970.</summary>
    public const string Version = "updated_at_version";
}
