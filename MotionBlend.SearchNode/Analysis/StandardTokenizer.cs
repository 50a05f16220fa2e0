using System.Text;
using static MotionBlend.SearchNode.Analysis.WordClass;

namespace MotionBlend.SearchNode.Analysis;

/// <summary>
/// The words of a text by the rules of Unicode text segmentation (UAX 29), as Lucene's standard tokenizer applies them:
/// ideographs and hiragana one by one, emoji whole, words over 255 UTF-16 units in pieces.
/// </summary>
internal static class StandardTokenizer
{
    /// <summary>Longest word, in UTF-16 units.</summary>
    public const int MaxTokenLength = 255;

    private const int VariationSelector = 0xFE0F;
    private const int Joined = 0x200D;
    private const int Keycap = 0x20E3;

    /// <summary>The places of the words with their kinds.</summary>
    public static IEnumerable<(int Start, int End, string Type)> Words(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var (start, first) = (i, ClassAt(text, i, out var length));
            if (KeycapAt(text, i) is var keycap and > 0)
                (i, first) = (i + keycap, Emoji);
            else
                i = first is Letter or Digit or Joiner or Hangul or Katakana ? EndOfWord(text, i, out first) : EndOfOther(text, i + length, ref first);
            if (TypeOf(first) is not { } type)
                continue;
            for (var at = start; at < i; at += MaxTokenLength)
                yield return (at, Math.Min(i, at + MaxTokenLength), type);
        }
    }

    private static string? TypeOf(WordClass kind) => kind switch
    {
        Letter => "<ALPHANUM>",
        Digit => "<NUM>",
        Hangul => "<HANGUL>",
        Katakana => "<KATAKANA>",
        Hiragana => "<HIRAGANA>",
        Ideographic => "<IDEOGRAPHIC>",
        SoutheastAsian => "<SOUTHEAST_ASIAN>",
        Emoji => "<EMOJI>",
        _ => null,
    };

    // Letters, digits and underscores run together; one mark between two letters or two digits belongs to them: don't, 3.14.
    private static int EndOfWord(string text, int start, out WordClass kind)
    {
        kind = Joiner;
        var last = Other;
        var end = start;
        while (end < text.Length)
        {
            var here = ClassAt(text, end, out var length);
            if (here == Extend && end > start)
            {
                end += length;
                continue;
            }

            if (here is MidLetter or MidNumber or MidBoth && end > start)
            {
                if (end + length >= text.Length || !Joins(last, here, ClassAt(text, end + length, out _)))
                    break;
                end += length;
                continue;
            }

            if (here is not (Letter or Digit or Joiner or Hangul or Katakana) || !RunsOn(last, here))
                break;
            kind = Together(kind, here);
            last = here;
            end += length;
        }

        return end;
    }

    private static bool Joins(WordClass before, WordClass mark, WordClass after) => mark switch
    {
        MidLetter => before is Letter or Hangul && after is Letter or Hangul,
        MidNumber => before == Digit && after == Digit,
        _ => (before is Letter or Hangul && after is Letter or Hangul) || (before == Digit && after == Digit),
    };

    // Katakana stands beside nothing but itself and underscores.
    private static bool RunsOn(WordClass last, WordClass here) =>
        last is Other or Joiner || here == Joiner || (last == Katakana) == (here == Katakana);

    private static WordClass Together(WordClass word, WordClass next) => (word, next) switch
    {
        (Joiner, _) => next,
        (Digit, Joiner) => Digit,
        _ when word == next => word,
        _ => Letter,
    };

    private static int EndOfOther(string text, int end, ref WordClass first)
    {
        switch (first)
        {
            case SoutheastAsian:
                while (end < text.Length && ClassAt(text, end, out var length) is SoutheastAsian or Extend)
                    end += length;
                return end;
            case Hiragana or Ideographic:
                return EndOfMarks(text, end);
            case Emoji:
                return EndOfEmoji(text, end);
            case Regional when end < text.Length && ClassAt(text, end, out var length) == Regional:
                first = Emoji;
                return end + length;
            default:
                return end;
        }
    }

    private static int EndOfMarks(string text, int end)
    {
        while (end < text.Length && ClassAt(text, end, out var length) == Extend)
            end += length;
        return end;
    }

    private static int EndOfEmoji(string text, int end)
    {
        while (end < text.Length)
        {
            var rune = Rune.GetRuneAt(text, end);
            var next = end + rune.Utf16SequenceLength;
            if (rune.Value == Joined && next < text.Length && ClassAt(text, next, out var length) == Emoji)
                end = next + length;
            else if (rune.Value is VariationSelector or (>= 0x1F3FB and <= 0x1F3FF) || WordClasses.Of(rune) == Extend)
                end = next;
            else
                break;
        }

        return end;
    }

    private static int KeycapAt(string text, int at)
    {
        if (text[at] is not ((>= '0' and <= '9') or '#' or '*'))
            return 0;
        var next = at + 1 < text.Length && text[at + 1] == VariationSelector ? at + 2 : at + 1;
        return next < text.Length && text[next] == Keycap ? next + 1 - at : 0;
    }

    private static WordClass ClassAt(string text, int at, out int length)
    {
        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            length = 1;
            return Other;
        }

        length = rune.Utf16SequenceLength;
        return WordClasses.Of(rune);
    }
}
