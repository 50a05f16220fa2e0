namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary>How the words of a query string are looked for.</summary>
internal sealed record QueryStringOptions
{
    /// <summary>Fields of words that name none.</summary>
    public FieldWeights Fields { get; init; } = FieldWeights.None;

    /// <summary>True where words without an operator between them must all match.</summary>
    public bool AllWords { get; init; }

    public bool Lenient { get; init; }

    public bool AllowLeadingWildcard { get; init; } = true;

    public string? Analyzer { get; init; }

    public string? MinimumShouldMatch { get; init; }

    /// <summary>Time zone of dates in ranges.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Share of the fields that are not the best one.</summary>
    public float TieBreaker { get; init; }

    /// <summary>The same for phrases.</summary>
    public float PhraseTieBreaker { get; init; }

    /// <summary>The same for the match queries that words become.</summary>
    public MatchOptions Match => new() { AllWords = AllWords, Lenient = Lenient, Analyzer = Analyzer };
}
