using System.Collections.Frozen;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Analysis;

/// <summary>What Elasticsearch has of analyzers and their parts and this node has not, to tell it from what there is nowhere.</summary>
internal static class AnalysisNames
{
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.Create(
        StringComparer.Ordinal,
        // Analyzers.
        "arabic", "armenian", "basque", "bengali", "brazilian", "bulgarian", "catalan", "chinese", "cjk", "czech", "danish", "dutch", "english",
        "estonian", "fingerprint", "finnish", "french", "galician", "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian",
        "latvian", "lithuanian", "norwegian", "pattern", "persian", "portuguese", "romanian", "russian", "serbian", "snowball", "sorani", "spanish",
        "swedish", "thai", "turkish",
        // Tokenizers.
        "PathHierarchy", "char_group", "classic", "edgeNGram", "edge_ngram", "nGram", "ngram", "path_hierarchy", "simple_pattern",
        "simple_pattern_split", "uax_url_email",
        // Filters of words and of characters.
        "apostrophe", "arabic_normalization", "arabic_stem", "asciifolding", "cjk_bigram", "cjk_width", "common_grams", "decimal_digit",
        "delimited_payload", "elision", "flatten_graph", "german_normalization", "german_stem", "html_strip", "hunspell", "hyphenation_decompounder",
        "keep", "keep_types", "keyword_marker", "keyword_repeat", "kstem", "length", "limit", "mapping", "min_hash", "multiplexer", "pattern_capture",
        "pattern_replace", "phonetic", "porter_stem", "predicate_token_filter", "remove_duplicates", "reverse", "shingle", "stemmer",
        "stemmer_override", "synonym", "synonym_graph", "truncate", "unique", "word_delimiter", "word_delimiter_graph");

    /// <summary>Why a part of an analyzer cannot be had: this node has it not, or nobody has.</summary>
    public static Failure NotFound(string kind, string name) => Elsewhere.Contains(name)
        ? Failure.Unsupported($"{kind} [{name}]")
        : Failure.IllegalArgument($"failed to find global {kind} under [{name}]");

    /// <summary>Why an analyzer cannot be had.</summary>
    public static Failure AnalyzerNotFound(string name, bool ofIndex) => Elsewhere.Contains(name)
        ? Failure.Unsupported($"analyzer [{name}]")
        : Failure.IllegalArgument($"failed to find {(ofIndex ? "" : "global ")}analyzer [{name}]");
}
