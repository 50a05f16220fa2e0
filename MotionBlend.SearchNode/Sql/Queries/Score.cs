namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>A score of matching rows: one number for all of them, or an expression of the row. Arithmetic is 32-bit, as Lucene's.</summary>
internal sealed record Score
{
    private Score(float? constant, string sql)
    {
        Constant = constant;
        Sql = sql;
    }

    /// <summary>The number when all rows score the same.</summary>
    public float? Constant { get; }

    /// <summary>The score as SQL.</summary>
    public string Sql { get; }

    public static Score Fixed(float value) => new(value, ValueSql.Float(value));

    public static Score Variable(string sql) => new(null, sql);

    /// <summary>The sum, added as doubles and narrowed at the end.</summary>
    public static Score Sum(IReadOnlyList<Score> parts)
    {
        if (parts.All(part => part.Constant is not null))
            return Fixed((float)parts.Sum(part => (double)part.Constant!.Value));
        return parts is [var only] ? only : Variable("(" + string.Join(" + ", parts.Select(part => $"({part.Sql})::DOUBLE")) + ")::FLOAT");
    }
}
