using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>One document of a multi-get, and what of it is shown.</summary>
internal sealed record MultiGetItem(DocumentAddress Address, ShownParts Parts);

/// <summary>
/// Reads the body of a multi-get: <c>docs</c>, or <c>ids</c> of the index in the path. As Elasticsearch does, it goes from token to
/// token: an array stands for the values in it, and the first object that ends is taken for the end of the document.
/// </summary>
internal sealed class MultiGetParser
{
    private readonly string? _index;
    private readonly ShownParts _defaults;
    private readonly IEnumerator<JsonToken> _tokens;
    private readonly List<Wanted> _wanted = [];

    private MultiGetParser(IEnumerator<JsonToken> tokens, string? index, ShownParts defaults)
    {
        _tokens = tokens;
        _index = index;
        _defaults = defaults;
    }

    /// <summary>The documents in order.</summary>
    /// <exception cref="FailureException">The body is malformed, or a document lacks index or id.</exception>
    public static IReadOnlyList<MultiGetItem> Parse(IEnumerable<JsonToken> body, string? index, ShownParts defaults)
    {
        using var tokens = body.GetEnumerator();
        var parser = new MultiGetParser(tokens, index, defaults);
        parser.ReadBody();
        Require(parser._wanted);
        return [.. parser._wanted.Select(item => new MultiGetItem(new DocumentAddress(item.Index!, item.Id!) { Version = item.Version, Routing = item.Routing }, item.Parts))];
    }

    private static void Require(List<Wanted> wanted)
    {
        var faults = new List<string>();
        if (wanted.Count == 0)
            faults.Add("no documents to get");
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Index is null)
                faults.Add($"index is missing for doc {i}");
            if (wanted[i].Id is null)
                faults.Add($"id is missing for doc {i}");
        }

        if (faults.Count > 0)
            throw Failure.Validation(faults).Raise();
    }

    // No loop here goes beyond the end of what it began in, so there is always a next one.
    private JsonToken Next()
    {
        _tokens.MoveNext();
        return _tokens.Current;
    }

    private void ReadBody()
    {
        var token = Next();
        if (token.Kind != JsonTokenKind.StartObject)
            throw Failure.Parsing($"unexpected token [{token.TypeName}], expected [START_OBJECT]", token.Location).Raise();
        var name = "";
        for (token = Next(); token.Kind != JsonTokenKind.EndObject; token = Next())
        {
            switch (token.Kind)
            {
                case JsonTokenKind.Name:
                    name = token.Name;
                    break;
                case JsonTokenKind.StartArray when name == "docs":
                    ReadDocuments();
                    break;
                case JsonTokenKind.StartArray when name == "ids":
                    ReadIds();
                    break;
                case JsonTokenKind.StartArray:
                    throw Failure.Parsing($"unknown key [{name}] for a START_ARRAY, expected [docs] or [ids]", token.Location).Raise();
                default:
                    throw Failure.Parsing($"unexpected token [{token.TypeName}], expected [FIELD_NAME] or [START_ARRAY]", token.Location).Raise();
            }
        }
    }

    private void ReadIds()
    {
        for (var token = Next(); token.Kind != JsonTokenKind.EndArray; token = Next())
        {
            if (token.Kind != JsonTokenKind.Value)
                throw Failure.IllegalArgument("ids array element should only contain ids").Raise();
            _wanted.Add(new Wanted(_index, _defaults) { Id = token.Of.Text });
        }
    }

    private void ReadDocuments()
    {
        for (var token = Next(); token.Kind != JsonTokenKind.EndArray; token = Next())
        {
            if (token.Kind != JsonTokenKind.StartObject)
                throw Failure.IllegalArgument("docs array element should include an object").Raise();
            _wanted.Add(ReadDocument());
        }
    }

    private Wanted ReadDocument()
    {
        var wanted = new Wanted(_index, _defaults);
        SourceFilter? source = null;
        var name = "";
        for (var token = Next(); token.Kind != JsonTokenKind.EndObject; token = Next())
        {
            switch (token.Kind)
            {
                case JsonTokenKind.Name:
                    name = token.Name;
                    break;
                case JsonTokenKind.Value when name == "_source":
                    source = SourceOf(token.Of, source ?? SourceFilter.All);
                    break;
                case JsonTokenKind.Value:
                case JsonTokenKind.StartArray when name == "fields":
                    wanted = With(wanted, name, token.Of);
                    break;
                case JsonTokenKind.StartArray when name == "stored_fields":
                    wanted = wanted with { Parts = wanted.Parts with { StoredFields = Texts() } };
                    break;
                case JsonTokenKind.StartArray when name == "_source":
                    source = (source ?? SourceFilter.All) with { Includes = Texts() };
                    break;
                case JsonTokenKind.StartObject when name == "_source":
                    source = ReadSource(source ?? SourceFilter.All);
                    break;
            }
        }

        return source is null ? wanted : wanted with { Parts = wanted.Parts with { Source = source } };
    }

    private static Wanted With(Wanted wanted, string name, JsonValue value)
    {
        switch (name)
        {
            case "_index":
                return wanted with { Index = value.Text };
            case "_id":
                return wanted with { Id = value.Text };
            case "routing":
                return wanted with { Routing = value.Text };
            case "stored_fields":
                return wanted with { Parts = wanted.Parts with { StoredFields = [value.Text] } };
            case "version":
                return wanted with { Version = value.AsLong() };
            case "version_type":
                OpType.ParseVersionType(value.Text);
                return wanted;
            case "fields":
                throw Failure.Parsing("Unsupported field [fields] used, expected [stored_fields] instead", value.Location).Raise();
            default:
                throw new Failure(FailureKind.Parse, $"failed to parse multi get request. unknown field [{name}]").Raise();
        }
    }

    private static SourceFilter SourceOf(JsonValue value, SourceFilter before) => value switch
    {
        { Kind: JsonKind.Number } => throw new Failure(FailureKind.Parse, $"illegal type for _source: [{value.TokenName}]").Raise(),
        { Text: "true" or "false" } => before with { Fetch = value.AsBoolean() },
        _ => before with { Includes = [value.Text] },
    };

    private SourceFilter ReadSource(SourceFilter before)
    {
        List<string> includes = [];
        List<string> excludes = [];
        List<string>? current = null;
        for (var token = Next(); token.Kind != JsonTokenKind.EndObject; token = Next())
        {
            switch (token.Kind)
            {
                case JsonTokenKind.Name:
                    current = token.Name switch
                    {
                        "includes" or "include" => includes,
                        "excludes" or "exclude" => excludes,
                        _ => throw NoText(token).Raise(),
                    };
                    break;
                case JsonTokenKind.StartArray:
                    current!.AddRange(Texts());
                    break;
                case JsonTokenKind.Value:
                    current!.Add(token.Of.Text);
                    break;
                default:
                    throw new Failure(FailureKind.Parse, "unexpected token while parsing source settings").Raise();
            }
        }

        return before with { Includes = includes, Excludes = excludes };
    }

    private List<string> Texts()
    {
        var texts = new List<string>();
        for (var token = Next(); token.Kind != JsonTokenKind.EndArray; token = Next())
            texts.Add(token.Kind == JsonTokenKind.Value ? token.Of.Text : throw NoText(token).Raise());
        return texts;
    }

    private static Failure NoText(JsonToken token) =>
        Failure.IllegalArgument($"Expected text at {token.Location.Line}:{token.Location.Column} but found {token.TypeName}");

    // A document as far as it has been read.
    private sealed record Wanted(string? Index, ShownParts Parts)
    {
        public string? Id { get; init; }

        public string? Routing { get; init; }

        public long? Version { get; init; }
    }
}
