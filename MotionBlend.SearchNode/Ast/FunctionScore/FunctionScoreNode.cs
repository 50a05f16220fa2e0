using MotionBlend.SearchNode.Sql.Queries;

namespace MotionBlend.SearchNode.Ast.FunctionScore;

/// <summary>How the results of several functions become one factor.</summary>
internal enum ScoreMode
{
    Multiply,
    Sum,
    Avg,
    First,
    Max,
    Min,
}

/// <summary>How the factor and the query's own score become the score.</summary>
internal enum BoostMode
{
    Multiply,
    Replace,
    Sum,
    Avg,
    Max,
    Min,
}

/// <summary>Matches as <paramref name="Query"/> does, and changes its score by functions of the document.</summary>
/// <param name="Query">Which documents match.</param>
/// <param name="Functions">The functions; none leaves the score as it is.</param>
internal sealed record FunctionScoreNode(QueryNode Query, IReadOnlyList<ScoreFunctionNode> Functions) : QueryNode
{
    public ScoreMode ScoreMode { get; init; }

    public BoostMode BoostMode { get; init; }

    /// <summary>The largest factor.</summary>
    public float MaxBoost { get; init; } = float.MaxValue;

    /// <summary>Documents of a lower score do not match.</summary>
    public float? MinScore { get; init; }

    /// <summary>Whether scores count where the node stands; its own boost is part of what <see cref="MinScore"/> is compared with only then.</summary>
    public bool Scores { get; init; } = true;

    /// <summary>Whether a score that is no number is told as it is, as explanations do, instead of failing.</summary>
    public bool ToldAnyhow { get; init; }

    /// <summary>The index, which a failure of a function names.</summary>
    public required string Index { get; init; }

    /// <summary>The statistics that the query's own score needs where <see cref="MinScore"/> makes it a condition.</summary>
    public required TermStatistics Statistics { get; init; }

    public override IEnumerable<QueryNode> Children => [Query, .. Functions.Select(function => function.Filter)];

    /// <summary>Whether functions are part of what a node scores, or matches.</summary>
    public static bool IsIn(QueryNode node) => node is FunctionScoreNode || node.Children.Any(IsIn);

    /// <summary>Whether a least score is part of what a node matches.</summary>
    public static bool HasLeastScore(QueryNode node) => node is FunctionScoreNode { MinScore: not null } || node.Children.Any(HasLeastScore);
}

/// <summary>A function of the document.</summary>
internal abstract record ScoreFunctionNode
{
    /// <summary>The documents it is for.</summary>
    public QueryNode Filter { get; init; } = MatchAllNode.Instance;

    /// <summary>Factor of the function's value.</summary>
    public float Weight { get; init; } = 1;
}
