using MotionBlend.SearchNode.Ast.FunctionScore;

namespace MotionBlend.SearchNode.QueryDsl.FunctionScore;

/// <summary>A score function as it was written; one file a kind, registered in <see cref="ScoreFunctionParser"/>.</summary>
internal abstract record ScoreFunction
{
    public QueryClause? Filter { get; init; }

    public float Weight { get; init; } = 1;

    /// <summary>The function on one index.</summary>
    /// <exception cref="Failures.FailureException">Its field or a value does not fit.</exception>
    public ScoreFunctionNode Bind(QueryContext context)
    {
        var node = BindCore(context) with { Weight = Weight };
        return Filter is null ? node : node with { Filter = Filter.Bind(context) };
    }

    protected abstract ScoreFunctionNode BindCore(QueryContext context);
}

/// <summary><c>weight</c> without a function: a constant.</summary>
internal sealed record WeightScoreFunction : ScoreFunction
{
    protected override ScoreFunctionNode BindCore(QueryContext context) => new WeightFunction();
}
