namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>Names a long expression that is used several times: written out each time, a few levels of them would make a statement of megabytes.</summary>
internal static class SqlLet
{
    // What is shorter the database finds to be the same by itself, and computes once without a list for each row.
    private const int Short = 400;

    /// <summary>An expression of another one.</summary>
    /// <param name="value">The other.</param>
    /// <param name="name">Its name, which is that of no other expression around.</param>
    /// <param name="body">The expression, from what stands for the other.</param>
    public static string Of(string value, string name, Func<string, string> body) => value.Length <= Short
        ? body($"({value})")
        : $"list_transform([{value}], lambda {name}: {body(name)})[1]";
}
