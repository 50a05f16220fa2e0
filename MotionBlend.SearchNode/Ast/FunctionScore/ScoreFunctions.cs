using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Ast.FunctionScore;

/// <summary>One for every document: only the weight counts.</summary>
internal sealed record WeightFunction : ScoreFunctionNode;

/// <summary>The modifiers of a field's value.</summary>
internal enum FieldModifier
{
    None,
    Log,
    Log1p,
    Log2p,
    Ln,
    Ln1p,
    Ln2p,
    Square,
    Sqrt,
    Reciprocal,
}

/// <summary>The smallest value of a numeric field, multiplied and modified.</summary>
/// <param name="Field">Null for an unmapped one, which <paramref name="Missing"/> stands for.</param>
/// <param name="Factor">What the value is multiplied with first.</param>
/// <param name="Modifier">What is done with the product.</param>
/// <param name="Missing">The value of documents without one; null makes them an error.</param>
internal sealed record FieldValueFunction(MappedField? Field, float Factor, FieldModifier Modifier, double? Missing) : ScoreFunctionNode;

/// <summary>The shapes of a decay.</summary>
internal enum DecayShape
{
    Gauss,
    Exp,
    Linear,
}

/// <summary>How the distances of several values become one.</summary>
internal enum MultiValueMode
{
    Min,
    Max,
    Avg,
    Sum,
}

/// <summary>Falls with the distance from an origin: 1 up to the offset, <paramref name="Decay"/> one scale further.</summary>
/// <param name="Field">A numeric or date field; dates are in milliseconds, as are origin, scale and offset then.</param>
/// <param name="Shape">Its form.</param>
/// <param name="Origin">Where it is 1.</param>
/// <param name="Scale">The distance beyond the offset at which it is <paramref name="Decay"/>; over 0.</param>
/// <param name="Offset">The distance up to which it stays 1.</param>
/// <param name="Decay">Between 0 and 1.</param>
internal sealed record DecayFunction(MappedField Field, DecayShape Shape, double Origin, double Scale, double Offset, double Decay) : ScoreFunctionNode
{
    public MultiValueMode Mode { get; init; }
}

/// <summary>A number from 0 to 1 that follows from a seed and a value of the document.</summary>
/// <param name="Seed">The seed, salted and mixed; documents without a value get its own number.</param>
/// <param name="Column">A column that every document has; null for the value of <see cref="Field"/> or <see cref="Text"/>.</param>
internal sealed record RandomFunction(int Seed, string? Column) : ScoreFunctionNode
{
    public MappedField? Field { get; init; }

    /// <summary>The seed as it was given; null for none.</summary>
    public int? Given { get; init; }

    /// <summary>A value that all documents share; null for none.</summary>
    public string? Text { get; init; }
}
