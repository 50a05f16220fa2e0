namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>How many words a text field of a row has; the empty tokens between its values do not count.</summary>
internal static class TextLength
{
    /// <summary>The number itself.</summary>
    public static string Exact(string column) => $"len(list_filter({column}, lambda x: x <> ''))";

    /// <summary>The number as a norm keeps it: exact up to 39 words, then with four leading bits.</summary>
    public static string OfNorm(string column)
    {
        var length = Exact(column);
        var dropped = $"(length(bin({length} - 24)) - 4)::INTEGER";
        return $"(CASE WHEN {length} < 40 THEN {length} ELSE 24 + ((({length} - 24)::BIGINT >> {dropped}) << {dropped}) END)";
    }
}
