namespace MotionBlend.SearchNode.Analysis;

/// <summary>The <c>standard</c> analyzer, by which text fields are indexed: the words of a text in lower case.</summary>
internal static class StandardAnalyzer
{
    private const char DottedCapital = '\u0130';

    /// <summary>The words in order.</summary>
    public static IEnumerable<string> Tokens(string text) => StandardTokenizer.Words(text).Select(word => Lower(text[word.Start..word.End]));

    /// <summary>A text in lower case, letter by letter as Java does it.</summary>
    public static string Lower(string text) =>
        text.ToLowerInvariant().Replace(DottedCapital, 'i');
}
