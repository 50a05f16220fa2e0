namespace MotionBlend.SearchNode.Mapping;

/// <summary>A leaf field of an index with the column that holds its values.</summary>
/// <param name="Path">Dotted name, e.g. <c>motion.name</c> or <c>title.keyword</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Number">Number of the column; the user's name never becomes part of SQL.</param>
/// <param name="Many">True once a document with several values was seen: the column is a list then.</param>
internal sealed record MappedField(string Path, FieldType Type, int Number, bool Many)
{
    /// <summary>SQL name of the column.</summary>
    public string ColumnName { get; } = $"f{Number}";
}
