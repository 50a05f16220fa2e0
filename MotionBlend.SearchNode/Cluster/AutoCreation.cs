using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>
/// The value of <c>action.auto_create_index</c>: <c>true</c>, <c>false</c>, or patterns of index names, of which the first that
/// fits decides; one that begins with a minus forbids.
/// </summary>
internal sealed record AutoCreation
{
    private const string Setting = "action.auto_create_index";

    private string Text { get; init; } = "";

    private IReadOnlyList<(string Pattern, bool Allows)> Patterns { get; init; } = [];

    /// <exception cref="FailureException">A sign has no name behind it.</exception>
    public static AutoCreation Parse(string text) => new()
    {
        Text = text,
        Patterns = text is "true" or "false" ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Pattern)],
    };

    /// <summary>Refuses an index that no pattern allows.</summary>
    public void Require(string index)
    {
        if (Text == "true")
            return;
        if (Text == "false")
            throw Failure.IndexNotFound(index, $" and [{Setting}] is [false]").Raise();
        foreach (var (pattern, allows) in Patterns)
        {
            if (!Wildcard.Matches(pattern, index))
                continue;
            if (!allows)
                throw Failure.IndexNotFound(index, $" and [{Setting}] contains [-{pattern}] which forbids automatic creation of the index").Raise();
            return;
        }

        throw Failure.IndexNotFound(index, $" and [{Setting}] ([{Text}]) doesn't match").Raise();
    }

    private static (string Pattern, bool Allows) Pattern(string text)
    {
        if (text[0] is not ('+' or '-'))
            return (text, true);
        return text.Length > 1
            ? (text[1..], text[0] == '+')
            : throw Failure.IllegalArgument($"Can't parse [{text}] for setting [{Setting}] must contain an index name after [{text}]").Raise();
    }
}
