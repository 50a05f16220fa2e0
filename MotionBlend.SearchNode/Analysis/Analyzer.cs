namespace MotionBlend.SearchNode.Analysis;

/// <summary>A tokenizer, and filters through which its words go one after the other.</summary>
/// <param name="Name">Elasticsearch's name; null for one that a request put together.</param>
/// <param name="Tokenizer">Cuts the text.</param>
/// <param name="Filters">Change the words.</param>
internal sealed record Analyzer(string? Name, Tokenizer Tokenizer, IReadOnlyList<TokenFilter> Filters)
{
    private static readonly Analyzer[] All =
    [
        new("standard", Tokenizer.Standard, [TokenFilter.Lowercase]),
        new("default", Tokenizer.Standard, [TokenFilter.Lowercase]),
        new("simple", Tokenizer.Letter, [TokenFilter.Lowercase]),
        new("stop", Tokenizer.Letter, [TokenFilter.Lowercase, TokenFilter.Stop]),
        new("whitespace", Tokenizer.Whitespace, []),
        new("keyword", Tokenizer.Keyword, []),
    ];

    /// <summary>Words of one text are so far from those of the next, so that no phrase reaches over.</summary>
    public int PositionGap { get; init; }

    /// <summary>An analyzer by its name; null when this node has none of it.</summary>
    public static Analyzer? Find(string name) => Array.Find(All, analyzer => analyzer.Name == name);

    /// <summary>The words of some texts, which stand one behind the other.</summary>
    public List<Token> Tokens(IEnumerable<string> texts) => Stages(texts)[^1];

    /// <summary>The words as the tokenizer gives them, and behind each filter.</summary>
    public IReadOnlyList<List<Token>> Stages(IEnumerable<string> texts)
    {
        var stages = Enumerable.Range(0, Filters.Count + 1).Select(_ => new List<Token>()).ToList();
        var (position, offset) = (0, 0);
        foreach (var text in texts)
        {
            var tokens = Tokenizer.Tokens(text);
            var count = tokens.Count;
            for (var stage = 0; ; stage++)
            {
                foreach (var token in tokens)
                    stages[stage].Add(token with { Start = token.Start + offset, End = token.End + offset, Position = token.Position + position });
                if (stage == Filters.Count)
                    break;
                tokens = [.. tokens.Select(Filters[stage].Apply).OfType<Token>()];
            }

            position += count + PositionGap;
            offset += text.Length + 1;
        }

        return stages;
    }
}
