using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Reads YAML as JSON trees: plain scalars by the JSON-like rules the test suites are written for, a repeated key's last value wins.</summary>
public static partial class YamlTree
{
    /// <summary>The documents of a text, in order; an empty document is null.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static IReadOnlyList<JsonNode?> ReadAll(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(Tidy(text)), skipComments: true));
        var documents = new List<JsonNode?>();
        var anchors = new Dictionary<AnchorName, JsonNode?>();
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            documents.Add(ReadNode(parser, anchors));
            parser.Consume<DocumentEnd>();
        }

        return documents;
    }

    // Some files have tabs as white space in flow collections, or continue a quoted text further left than the specification
    // allows. Other readers take both; this scanner does not. The continued text is the same wherever it begins.
    private static string Tidy(string text) =>
        ContinuedText().Replace(text.Replace("\t", "  ", StringComparison.Ordinal), match => match.Groups[1].Value + new string(' ', 40));

    private static JsonNode? ReadNode(Parser parser, Dictionary<AnchorName, JsonNode?> anchors)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias)) return anchors[alias.Value]?.DeepClone();
        var anchor = (parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        JsonNode? node = parser.Current switch
        {
            Scalar => ReadScalar(parser.Consume<Scalar>()),
            SequenceStart => ReadSequence(parser, anchors),
            MappingStart => ReadMapping(parser, anchors),
            var other => throw new YamlException($"unexpected {other?.GetType().Name}"),
        };
        if (!anchor.IsEmpty) anchors[anchor] = node;
        return node;
    }

    private static JsonArray ReadSequence(Parser parser, Dictionary<AnchorName, JsonNode?> anchors)
    {
        parser.Consume<SequenceStart>();
        var items = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(parser, anchors));
        return items;
    }

    private static JsonObject ReadMapping(Parser parser, Dictionary<AnchorName, JsonNode?> anchors)
    {
        parser.Consume<MappingStart>();
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value;
            members[key] = ReadNode(parser, anchors);
        }

        return members;
    }

    private static JsonValue? ReadScalar(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str") return JsonValue.Create(text);
        if (text is "" or "~" or "null" or "Null" or "NULL") return null;
        if (text is "true" or "True" or "TRUE") return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE") return JsonValue.Create(false);
        if (JsonNumber().IsMatch(text)) return (JsonValue)JsonNode.Parse(text)!;
        if (LooseNumber().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return (JsonValue)JsonNode.Parse(JsonSerializer.Serialize(number))!;
        }

        return JsonValue.Create(text);
    }

    [GeneratedRegex(@"^( *- ""[^""\n]*\n) +(?=[^""\n]*""[ ]*$)", RegexOptions.Multiline)]
    private static partial Regex ContinuedText();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[1-9][0-9]*)([eE][-+]?[0-9]+)?$")]
    private static partial Regex LooseNumber();
}
