using System.Text;

namespace MotionBlend.SearchNode.Analysis;

/// <summary>Cuts a text into words.</summary>
/// <param name="Name">Elasticsearch's name.</param>
/// <param name="Cut">The places of the words with their kinds.</param>
internal sealed record Tokenizer(string Name, Func<string, IEnumerable<(int Start, int End, string Type)>> Cut)
{
    private const string Word = "word";

    public static readonly Tokenizer Standard = new("standard", text => StandardTokenizer.Words(text));

    /// <summary>The whole text; nothing of an empty one.</summary>
    public static readonly Tokenizer Keyword = new("keyword", text => text.Length == 0 ? [] : [(0, text.Length, Word)]);

    /// <summary>What stands between blanks.</summary>
    public static readonly Tokenizer Whitespace = new("whitespace", text => Runs(text, rune => !IsJavaWhitespace(rune)));

    /// <summary>Runs of letters.</summary>
    public static readonly Tokenizer Letter = new("letter", text => Runs(text, Rune.IsLetter));

    /// <summary>The words of a text in order.</summary>
    public List<Token> Tokens(string text) => [.. Cut(text).Select((word, i) => new Token(text[word.Start..word.End], word.Start, word.End, word.Type, i))];

    // Blanks that forbid a line break are none to Java.
    private static bool IsJavaWhitespace(Rune rune) => rune.Value is not (0xA0 or 0x2007 or 0x202F or 0x85) && Rune.IsWhiteSpace(rune)
        || rune.Value is >= 0x1C and <= 0x1F;

    private static IEnumerable<(int Start, int End, string Type)> Runs(string text, Predicate<Rune> belongs)
    {
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            var rune = Rune.GetRuneAt(text, i);
            var inside = belongs(rune);
            if (start >= 0 && (!inside || i - start >= StandardTokenizer.MaxTokenLength))
            {
                yield return (start, i, Word);
                start = -1;
            }

            if (inside && start < 0)
                start = i;
            i += rune.Utf16SequenceLength;
        }

        if (start >= 0)
            yield return (start, text.Length, Word);
    }
}
