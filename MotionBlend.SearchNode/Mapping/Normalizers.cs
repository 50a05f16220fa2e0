using System.Collections.Immutable;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>What a normalizer does to the letters of a keyword.</summary>
internal enum LetterCase
{
    AsIs,
    Lower,
    Upper,
}

/// <summary>
/// The normalizers of an index: <c>lowercase</c>, and those that its settings define of the filters <c>lowercase</c> and
/// <c>uppercase</c>. A mapping names them; binding tells its fields what the names mean.
/// </summary>
internal static class Normalizers
{
    private const string Prefix = "index.analysis.normalizer.";
    private const string BuiltIn = "lowercase";

    /// <summary>A mapping whose keywords know what their normalizers do.</summary>
    /// <exception cref="FailureException">A normalizer is not defined, or of what this node has not.</exception>
    public static RootSpec Bind(RootSpec mapping, IndexSettings settings)
    {
        var defined = Defined(settings);
        return mapping with { Root = Bind(mapping.Root, "", defined) };
    }

    /// <summary>What a normalizer of an index does; null when there is none of the name.</summary>
    public static LetterCase? Find(string name, IndexSettings settings) => Defined(settings).TryGetValue(name, out var letters) ? letters : null;

    private static Dictionary<string, LetterCase> Defined(IndexSettings settings)
    {
        var found = new Dictionary<string, LetterCase>(StringComparer.Ordinal) { [BuiltIn] = LetterCase.Lower };
        foreach (var (setting, value) in settings.Values.Where(s => s.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var name = setting[Prefix.Length..setting.LastIndexOf('.')];
            found.TryAdd(name, LetterCase.AsIs);
            switch (setting[(setting.LastIndexOf('.') + 1)..])
            {
                case "type" when value == "custom":
                case "char_filter" when value.Length == 0:
                    break;
                case "filter":
                    foreach (var filter in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                        found[name] = Filter(name, filter);
                    break;
                default:
                    throw Failure.Unsupported($"[{setting}] with the value [{value}]").Raise();
            }
        }

        return found;
    }

    private static LetterCase Filter(string normalizer, string filter) => filter switch
    {
        "lowercase" => LetterCase.Lower,
        "uppercase" => LetterCase.Upper,
        _ => throw Failure.Unsupported($"filter [{filter}] in normalizer [{normalizer}]").Raise(),
    };

    private static ObjectSpec Bind(ObjectSpec spec, string prefix, Dictionary<string, LetterCase> defined) => spec with
    {
        Properties = spec.Properties.ToImmutableSortedDictionary(
            child => child.Key,
            child => child.Value switch
            {
                ObjectSpec below => Bind(below, $"{prefix}{child.Key}.", defined),
                LeafSpec leaf => new LeafSpec(Bind(leaf.Type, prefix + child.Key, defined))
                {
                    Fields = leaf.Fields.ToImmutableSortedDictionary(
                        sub => sub.Key, sub => Bind(sub.Value, $"{prefix}{child.Key}.{sub.Key}", defined), StringComparer.Ordinal),
                },
                var other => other,
            },
            StringComparer.Ordinal),
    };

    private static FieldType Bind(FieldType type, string path, Dictionary<string, LetterCase> defined) => type switch
    {
        KeywordType { Normalizer: { } name } keyword => defined.TryGetValue(name, out var letters)
            ? keyword with { Letters = letters }
            : throw FieldParameters.Refused($"normalizer [{name}] not found for field [{path}]").Raise(),
        _ => type,
    };
}
