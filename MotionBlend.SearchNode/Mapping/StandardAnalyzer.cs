using System.Globalization;
using System.Text;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>
/// The <c>standard</c> analyzer: words by the rules of Unicode text segmentation (UAX 29) as far as letters, digits,
/// ideographs and the marks within words go, lower-cased. Tokens over 255 characters are cut into pieces.
/// </summary>
internal static class StandardAnalyzer
{
    private const int MaxTokenLength = 255;

    private enum Class
    {
        Other,
        Letter,
        Digit,
        Joiner,
        MidLetter,
        MidNumber,
        MidBoth,
        Extend,
        Single,
    }

    /// <summary>The tokens of a text in order.</summary>
    public static IEnumerable<string> Tokens(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var i = 0;
        while (i < runes.Length)
        {
            var first = ClassOf(runes[i]);
            if (first == Class.Single)
            {
                yield return runes[i++].ToString();
                continue;
            }

            if (first is not (Class.Letter or Class.Digit or Class.Joiner))
            {
                i++;
                continue;
            }

            var end = EndOfWord(runes, i);
            var word = string.Concat(runes[i..end].Select(r => Rune.ToLowerInvariant(r).ToString()));
            if (runes[i..end].Any(r => ClassOf(r) is Class.Letter or Class.Digit))
                for (var at = 0; at < word.Length; at += MaxTokenLength)
                    yield return word.Substring(at, Math.Min(MaxTokenLength, word.Length - at));
            i = end;
        }
    }

    private static int EndOfWord(Rune[] runes, int start)
    {
        var end = start + 1;
        while (end < runes.Length)
        {
            var here = ClassOf(runes[end]);
            if (here is Class.Letter or Class.Digit or Class.Joiner or Class.Extend)
            {
                end++;
                continue;
            }

            // One mark between two letters (or two digits) belongs to the word: don't, 3.14, 1,000.
            var before = ClassOf(runes[end - 1]);
            var after = end + 1 < runes.Length ? ClassOf(runes[end + 1]) : Class.Other;
            var joins = (before, here, after) switch
            {
                (Class.Letter or Class.Extend, Class.MidLetter or Class.MidBoth, Class.Letter) => true,
                (Class.Digit, Class.MidNumber or Class.MidBoth, Class.Digit) => true,
                _ => false,
            };
            if (!joins)
                break;
            end += 2;
        }

        return end;
    }

    private static Class ClassOf(Rune rune) => rune.Value switch
    {
        '_' or 0x203F or 0x2040 or 0x2054 => Class.Joiner,
        ':' or 0xB7 or 0x387 or 0x2027 or 0xFE13 or 0xFE55 or 0xFF1A => Class.MidLetter,
        ',' or ';' or 0x37E or 0x589 or 0x60C or 0x66C => Class.MidNumber,
        '.' or '\'' or 0x2018 or 0x2019 or 0x2024 or 0xFE52 or 0xFF07 or 0xFF0E => Class.MidBoth,
        (>= 0x3041 and <= 0x3096) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0x20000 and <= 0x3FFFF) => Class.Single,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => Class.Letter,
            UnicodeCategory.DecimalDigitNumber => Class.Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format => Class.Extend,
            _ => Class.Other,
        },
    };
}
