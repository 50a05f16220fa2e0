using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Sql;

/// <summary>The values of a column as doc values hold them: sorted, keywords without repetition.</summary>
internal static class DocValueSql
{
    public static string Values(MappedField field)
    {
        if (field.Type.Family == FieldFamily.Vector)
            return field.ColumnName;
        var type = field.Type.Family switch
        {
            FieldFamily.Keyword => "VARCHAR[]",
            FieldFamily.Boolean => "BOOLEAN[]",
            FieldFamily.Float => "DOUBLE[]",
            _ => "BIGINT[]",
        };
        if (!field.Many)
            return $"(CASE WHEN {field.ColumnName} IS NULL THEN NULL ELSE [{field.ColumnName}] END)::{type}";
        var values = field.Type.Family == FieldFamily.Keyword ? $"list_distinct({field.ColumnName})" : field.ColumnName;
        return $"list_sort({values})::{type}";
    }
}
