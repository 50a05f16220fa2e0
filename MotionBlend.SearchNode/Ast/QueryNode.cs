using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Ast;

/// <summary>
/// A query bound to one index: fields are columns, operands are column values. Made from the query records of
/// <c>QueryDsl</c>, turned to SQL by <c>Sql/Queries</c>.
/// </summary>
internal abstract record QueryNode
{
    /// <summary>Factor of the node's score; nested boosts multiply.</summary>
    public float Boost { get; init; } = 1;

    /// <summary>The <c>_name</c> of the query, told in <c>matched_queries</c>.</summary>
    public string? Name { get; init; }

    /// <summary>This node with its boost multiplied.</summary>
    public QueryNode Times(float factor) => this with { Boost = Boost * factor };

    /// <summary>The nodes inside this one.</summary>
    public virtual IEnumerable<QueryNode> Children => [];
}

/// <summary>Every document; scores the boost.</summary>
internal sealed record MatchAllNode : QueryNode
{
    public static readonly MatchAllNode Instance = new();
}

/// <summary>No document: a value outside its type, an unmapped field.</summary>
internal sealed record MatchNoneNode : QueryNode
{
    public static readonly MatchNoneNode Instance = new();
}

/// <summary>A field has a value. Scored by BM25 when <see cref="Scored"/> (keyword, text, boolean), else the boost.</summary>
internal sealed record EqualsNode(MappedField Field, ColumnValue Value) : QueryNode
{
    public bool Scored { get; init; }

    /// <summary>How many documents are taken to have the term; null for those that have it.</summary>
    public long? DocumentFrequency { get; init; }
}

/// <summary>A field has one of some values; scores the boost.</summary>
internal sealed record InNode(MappedField Field, IReadOnlyList<ColumnValue> Values) : QueryNode;

/// <summary>A field has a value within bounds; a bound that is not present is open. Scores the boost.</summary>
internal sealed record BetweenNode(MappedField Field) : QueryNode
{
    public ColumnValue From { get; init; }

    public ColumnValue To { get; init; }

    public bool IncludeFrom { get; init; } = true;

    public bool IncludeTo { get; init; } = true;
}

/// <summary>One of the fields has a value; scores the boost.</summary>
internal sealed record ExistsNode(IReadOnlyList<MappedField> Fields) : QueryNode;

/// <summary>Documents of these ids; scores the boost.</summary>
internal sealed record IdsNode(IReadOnlyList<string> Ids) : QueryNode;

/// <summary>Matches as the node inside does, and scores the boost.</summary>
internal sealed record ConstantScoreNode(QueryNode Filter) : QueryNode
{
    public override IEnumerable<QueryNode> Children => [Filter];
}

/// <summary>
/// Boolean combination: scores the sum of the matching <see cref="Must"/> and <see cref="Should"/>.
/// </summary>
/// <param name="MinimumShouldMatch">How many of <see cref="Should"/> must match, already resolved against their number.</param>
internal sealed record BoolNode(int MinimumShouldMatch) : QueryNode
{
    public IReadOnlyList<QueryNode> Must { get; init; } = [];

    public IReadOnlyList<QueryNode> Filter { get; init; } = [];

    public IReadOnlyList<QueryNode> Should { get; init; } = [];

    public IReadOnlyList<QueryNode> MustNot { get; init; } = [];

    public override IEnumerable<QueryNode> Children => [.. Must, .. Filter, .. Should, .. MustNot];
}

/// <summary>
/// Words of a text field one behind the other, each one of some alternatives. Scored by BM25 with the idf of all words
/// and the number of places as frequency.
/// </summary>
internal sealed record PhraseNode(MappedField Field, IReadOnlyList<IReadOnlyList<string>> Words) : QueryNode;

/// <summary>One of the nodes matches; scores the best of those that do, and <paramref name="TieBreaker"/> of the others.</summary>
internal sealed record DisMaxNode(IReadOnlyList<QueryNode> Queries, float TieBreaker) : QueryNode
{
    public override IEnumerable<QueryNode> Children => Queries;
}

/// <summary>Matches as <paramref name="Positive"/> does; the score of what <paramref name="Negative"/> matches too is multiplied.</summary>
internal sealed record BoostingNode(QueryNode Positive, QueryNode Negative, float NegativeBoost) : QueryNode
{
    public override IEnumerable<QueryNode> Children => [Positive, Negative];
}
