namespace MotionBlend.SearchNode.Analysis;

/// <summary>A word of a text.</summary>
/// <param name="Text">The word as it is indexed.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Type">What kind of word it is, as Elasticsearch calls it.</param>
/// <param name="Position">Its place among the words; words that were taken out leave theirs.</param>
internal readonly record struct Token(string Text, int Start, int End, string Type, int Position);
