using System.Globalization;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries.FunctionScore;

/// <summary>A random number of a row: 24 bits of the hash of a value's text, as Java prints it.</summary>
internal static class RandomSql
{
    private const int Bits = (1 << 24) - 1;

    public static string Value(RandomFunction function, SqlParameters parameters)
    {
        var seed = function.Seed.ToString(CultureInfo.InvariantCulture);
        var text = function switch
        {
            { Column: { } column } => $"{column}::VARCHAR",
            { Text: { } shared } => $"{parameters.Add(shared)}::VARCHAR",
            _ => FirstText(function.Field!),
        };
        return $"((coalesce({DatabaseFunctions.Murmur}({text}, {seed}::INTEGER), {seed}::INTEGER) & {Bits}) / {Bits + 1}::DOUBLE)";
    }

    // Of several values the one whose text is the least.
    private static string FirstText(MappedField field) => field.Many
        ? $"list_min(list_transform({ValueSql.Of(field)}, lambda x: {TextOf(field, "x")}))"
        : TextOf(field, field.ColumnName);

    private static string TextOf(MappedField field, string value) => field.Type.Family switch
    {
        FieldFamily.Keyword or FieldFamily.Text => value,
        FieldFamily.Float => $"{DatabaseFunctions.JavaText}({value}::DOUBLE)",
        _ => $"{value}::BIGINT::VARCHAR",
    };
}
