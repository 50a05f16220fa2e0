namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>The number of the histogram bucket that a value is in.</summary>
internal static class HistogramSql
{
    public static string Ordinal(string value, double interval, double offset, SqlParameters parameters) =>
        $"floor(({value}::DOUBLE - {parameters.Add(offset)}) / {parameters.Add(interval)})";
}
