namespace MotionBlend.SearchNode.Storage;

/// <summary>SQL with positional parameters (<c>$1</c>, <c>$2</c>, …): no value of a user stands in the text.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<object> Parameters)
{
    public static implicit operator SqlStatement(string text) => new(text, []);

    public static SqlStatement Of(string text, params IReadOnlyList<object> parameters) => new(text, parameters);
}
