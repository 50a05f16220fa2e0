namespace MotionBlend.SearchNode.Search;

/// <summary>How long the parts of a search took. One statement answers for all indices, so each index tells the same times.</summary>
internal sealed record SearchProfile
{
    /// <summary>The searched indices with the condition of their rows.</summary>
    public required IReadOnlyList<(string Index, string Type, string Condition)> Queries { get; init; }

    /// <summary>Binding the query to the indices, with the term statistics that it asks for.</summary>
    public TimeSpan Bind { get; init; }

    /// <summary>The statement that finds the page.</summary>
    public TimeSpan Rows { get; init; }

    /// <summary>Counting, and the best score.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>Evaluating the aggregations.</summary>
    public TimeSpan Aggregate { get; init; }

    /// <summary>Reading the documents of the page.</summary>
    public TimeSpan Fetch { get; init; }
}
