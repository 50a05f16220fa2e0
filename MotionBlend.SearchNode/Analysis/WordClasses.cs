using System.Globalization;
using System.Text;
using static MotionBlend.SearchNode.Analysis.WordClass;

namespace MotionBlend.SearchNode.Analysis;

/// <summary>What a character is to the finding of words (Unicode text segmentation, UAX 29, and emoji, UTS 51).</summary>
internal enum WordClass : byte
{
    Other,
    Letter,
    Digit,

    /// <summary>An underscore, which joins what stands beside it.</summary>
    Joiner,
    MidLetter,
    MidNumber,
    MidBoth,

    /// <summary>A mark that belongs to the character before.</summary>
    Extend,
    Hangul,
    Katakana,
    Hiragana,
    Ideographic,
    SoutheastAsian,
    Emoji,

    /// <summary>Half a flag.</summary>
    Regional,
}

/// <summary>The classes of characters: ranges of the scripts that have rules of their own, and Unicode's categories for the others.</summary>
internal static class WordClasses
{
    private static readonly (int First, int Last, WordClass Class)[] Ranges =
    [
        (0xA9, 0xA9, Emoji), (0xAE, 0xAE, Emoji), (0x2C2, 0x2C5, Letter), (0x2D2, 0x2D7, Letter), (0x2DE, 0x2DF, Letter), (0x2ED, 0x2ED, Letter),
        (0x2EF, 0x2FF, Letter), (0x55B, 0x55C, Letter), (0x55E, 0x55E, Letter), (0x5F3, 0x5F3, Letter), (0xE01, 0xE3A, SoutheastAsian),
        (0xE40, 0xE4E, SoutheastAsian), (0xE81, 0xE82, SoutheastAsian), (0xE84, 0xE84, SoutheastAsian), (0xE86, 0xE8A, SoutheastAsian),
        (0xE8C, 0xEA3, SoutheastAsian), (0xEA5, 0xEA5, SoutheastAsian), (0xEA7, 0xEBD, SoutheastAsian), (0xEC0, 0xEC4, SoutheastAsian),
        (0xEC6, 0xEC6, SoutheastAsian), (0xEC8, 0xECD, SoutheastAsian), (0xEDC, 0xEDF, SoutheastAsian), (0x1000, 0x103F, SoutheastAsian),
        (0x1050, 0x108F, SoutheastAsian), (0x109A, 0x109F, SoutheastAsian), (0x1100, 0x11FF, Hangul), (0x1780, 0x17D3, SoutheastAsian),
        (0x17D7, 0x17D7, SoutheastAsian), (0x17DC, 0x17DD, SoutheastAsian), (0x1950, 0x196D, SoutheastAsian), (0x1970, 0x1974, SoutheastAsian),
        (0x1980, 0x19AB, SoutheastAsian), (0x19B0, 0x19C9, SoutheastAsian), (0x19DA, 0x19DA, SoutheastAsian), (0x19DE, 0x19DF, SoutheastAsian),
        (0x1A20, 0x1A5E, SoutheastAsian), (0x1A60, 0x1A7C, SoutheastAsian), (0x1AA0, 0x1AAD, SoutheastAsian), (0x203C, 0x203C, Emoji),
        (0x2049, 0x2049, Emoji), (0x2122, 0x2122, Emoji), (0x2139, 0x2139, Emoji), (0x2194, 0x2199, Emoji), (0x21A9, 0x21AA, Emoji), (0x231A, 0x231B, Emoji),
        (0x2328, 0x2328, Emoji), (0x2388, 0x2388, Emoji), (0x23CF, 0x23CF, Emoji), (0x23E9, 0x23F3, Emoji), (0x23F8, 0x23FA, Emoji),
        (0x24B6, 0x24C1, Letter), (0x24C2, 0x24C2, Emoji), (0x24C3, 0x24E9, Letter), (0x25AA, 0x25AB, Emoji), (0x25B6, 0x25B6, Emoji),
        (0x25C0, 0x25C0, Emoji), (0x25FB, 0x25FE, Emoji), (0x2600, 0x2605, Emoji), (0x2607, 0x2612, Emoji), (0x2614, 0x2685, Emoji), (0x2690, 0x2705, Emoji),
        (0x2708, 0x2712, Emoji), (0x2714, 0x2714, Emoji), (0x2716, 0x2716, Emoji), (0x271D, 0x271D, Emoji), (0x2721, 0x2721, Emoji), (0x2728, 0x2728, Emoji),
        (0x2733, 0x2734, Emoji), (0x2744, 0x2744, Emoji), (0x2747, 0x2747, Emoji), (0x274C, 0x274C, Emoji), (0x274E, 0x274E, Emoji), (0x2753, 0x2755, Emoji),
        (0x2757, 0x2757, Emoji), (0x2763, 0x2767, Emoji), (0x2795, 0x2797, Emoji), (0x27A1, 0x27A1, Emoji), (0x27B0, 0x27B0, Emoji), (0x27BF, 0x27BF, Emoji),
        (0x2934, 0x2935, Emoji), (0x2B05, 0x2B07, Emoji), (0x2B1B, 0x2B1C, Emoji), (0x2B50, 0x2B50, Emoji), (0x2B55, 0x2B55, Emoji),
        (0x2E80, 0x2E99, Ideographic), (0x2E9B, 0x2EF3, Ideographic), (0x2F00, 0x2FD5, Ideographic), (0x3006, 0x3006, Other), (0x3007, 0x3007, Ideographic),
        (0x3021, 0x3029, Ideographic), (0x3030, 0x3030, Emoji), (0x3031, 0x3035, Katakana), (0x3038, 0x303A, Ideographic), (0x303D, 0x303D, Emoji),
        (0x3041, 0x3096, Hiragana), (0x309B, 0x309C, Katakana), (0x309D, 0x309F, Hiragana), (0x30A0, 0x30FA, Katakana), (0x30FC, 0x30FF, Katakana),
        (0x3131, 0x318E, Hangul), (0x31F0, 0x31FF, Katakana), (0x3297, 0x3297, Emoji), (0x3299, 0x3299, Emoji), (0x32D0, 0x32FE, Katakana),
        (0x3300, 0x3357, Katakana), (0x3400, 0x4DB5, Ideographic), (0x4E00, 0x9FEF, Ideographic), (0xA720, 0xA721, Letter), (0xA789, 0xA78A, Letter),
        (0xA960, 0xA97C, Hangul), (0xA9E0, 0xA9EF, SoutheastAsian), (0xA9FA, 0xA9FE, SoutheastAsian), (0xAA60, 0xAAC2, SoutheastAsian),
        (0xAADB, 0xAADF, SoutheastAsian), (0xAB5B, 0xAB5B, Letter), (0xAC00, 0xD7A3, Hangul), (0xD7B0, 0xD7C6, Hangul), (0xD7CB, 0xD7FB, Hangul),
        (0xF900, 0xFA6D, Ideographic), (0xFA70, 0xFAD9, Ideographic), (0xFF66, 0xFF9D, Katakana), (0xFFA0, 0xFFBE, Hangul), (0xFFC2, 0xFFC7, Hangul),
        (0xFFCA, 0xFFCF, Hangul), (0xFFD2, 0xFFD7, Hangul), (0xFFDA, 0xFFDC, Hangul), (0x11700, 0x1171A, SoutheastAsian), (0x1171D, 0x1172B, SoutheastAsian),
        (0x1173A, 0x1173B, SoutheastAsian), (0x1173F, 0x1173F, SoutheastAsian), (0x1B000, 0x1B000, Katakana), (0x1B001, 0x1B11E, Hiragana),
        (0x1B150, 0x1B152, Hiragana), (0x1B164, 0x1B167, Katakana), (0x1F000, 0x1F0FF, Emoji), (0x1F10D, 0x1F10F, Emoji), (0x1F12F, 0x1F12F, Emoji),
        (0x1F130, 0x1F149, Letter), (0x1F150, 0x1F169, Letter), (0x1F16C, 0x1F171, Emoji), (0x1F172, 0x1F17D, Letter), (0x1F17E, 0x1F17F, Emoji),
        (0x1F180, 0x1F189, Letter), (0x1F18E, 0x1F18E, Emoji), (0x1F191, 0x1F19A, Emoji), (0x1F1AD, 0x1F1E5, Emoji), (0x1F1E6, 0x1F1FF, Regional),
        (0x1F200, 0x1F200, Hiragana), (0x1F201, 0x1F20F, Emoji), (0x1F21A, 0x1F21A, Emoji), (0x1F22F, 0x1F22F, Emoji), (0x1F232, 0x1F23A, Emoji),
        (0x1F23C, 0x1F23F, Emoji), (0x1F249, 0x1F53D, Emoji), (0x1F546, 0x1F64F, Emoji), (0x1F680, 0x1F6FF, Emoji), (0x1F774, 0x1F77F, Emoji),
        (0x1F7D5, 0x1F7FF, Emoji), (0x1F80C, 0x1F80F, Emoji), (0x1F848, 0x1F84F, Emoji), (0x1F85A, 0x1F85F, Emoji), (0x1F888, 0x1F88F, Emoji),
        (0x1F8AE, 0x1F8FF, Emoji), (0x1F90C, 0x1F93A, Emoji), (0x1F93C, 0x1F945, Emoji), (0x1F947, 0x1FEFF, Emoji), (0x20000, 0x2FFFD, Ideographic),
        (0x30000, 0x3FFFD, Ideographic),
    ];

    private static readonly WordClass[] Ascii = [.. Enumerable.Range(0, 128).Select(code => Find(new Rune(code)))];

    public static WordClass Of(Rune rune) => rune.Value < Ascii.Length ? Ascii[rune.Value] : Find(rune);

    private static WordClass Find(Rune rune)
    {
        var at = Array.BinarySearch(Ranges, (rune.Value, 0, default), Comparer<(int First, int Last, WordClass Class)>.Create(
            (range, sought) => range.First > sought.First ? 1 : range.Last < sought.First ? -1 : 0));
        return at >= 0 ? Ranges[at].Class : ByCategory(rune);
    }

    private static WordClass ByCategory(Rune rune) => rune.Value switch
    {
        '_' or 0x203F or 0x2040 or 0x2054 => Joiner,
        ':' or 0xB7 or 0x387 or 0x2027 or 0xFE13 or 0xFE55 or 0xFF1A => MidLetter,
        ',' or ';' or 0x37E or 0x589 or 0x60C or 0x66C => MidNumber,
        '.' or '\'' or 0x2018 or 0x2019 or 0x2024 or 0xFE52 or 0xFF07 or 0xFF0E => MidBoth,
        0x66B => Digit,
        0x200B => Other,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => Letter,
            UnicodeCategory.DecimalDigitNumber => Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format => Extend,
            _ => Other,
        },
    };
}
