using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Analysis;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_analyze</c>: the words that a text is made into.</summary>
internal sealed class AnalyzeEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    private const int MaxTokens = 10_000;

    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_analyze", "/{index}/_analyze")
    {
        Body = BodyRule.Optional,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var body = request.Json() ?? throw new Failure(FailureKind.Parse, "request body or source parameter is required").Raise();
        var asked = AnalyzeRequest.Parse(body);
        var index = request.PathValue("index") is { } name ? Index(name) : null;
        var analyzer = AnalyzerChoice.Of(asked, index);
        var most = index?.Settings.MaxAnalyzedTokens ?? MaxTokens;
        var stages = analyzer.Stages(asked.Texts);
        if (stages.Max(stage => stage.Count) > most)
        {
            throw new Failure(
                FailureKind.Status,
                $"The number of tokens produced by calling _analyze has exceeded the allowed maximum of [{most}]. "
                + "This limit can be set by changing the [index.analyze.max_token_count] index level setting.").Raise();
        }

        return Task.FromResult(Reply.Of(json =>
        {
            json.WriteStartObject();
            if (asked.Explain)
                WriteDetail(json, asked, analyzer, stages);
            else
                WriteTokens(json, stages[^1], null);
            json.WriteEndObject();
        }));
    }

    // One index, by its own name or an alias of it.
    private IndexState Index(string name)
    {
        if (name.AsSpan().ContainsAny(',', '*') || name == "_all")
            throw Failure.IndexNotFound(name).Raise();
        return IndexBlocks.Open(resolver.Resolve(storage.State, name, IndicesOptions.Read)) is [var only]
            ? only
            : throw Failure.IllegalArgument($"alias [{name}] has more than one index associated with it, can't execute a single index op").Raise();
    }

    private static void WriteDetail(Utf8JsonWriter json, AnalyzeRequest asked, Analyzer analyzer, IReadOnlyList<List<Token>> stages)
    {
        json.WriteStartObject("detail");
        json.WriteBoolean("custom_analyzer", analyzer.Name is null);
        if (analyzer.Name is { } name)
        {
            Stage(json, "analyzer", name, stages[^1], asked);
        }
        else
        {
            json.WriteStartArray("charfilters");
            json.WriteEndArray();
            Stage(json, "tokenizer", analyzer.Tokenizer.Name, stages[0], asked);
            json.WriteStartArray("tokenfilters");
            for (var i = 0; i < analyzer.Filters.Count; i++)
                Stage(json, null, analyzer.Filters[i].Name, stages[i + 1], asked);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Stage(Utf8JsonWriter json, string? property, string name, List<Token> tokens, AnalyzeRequest asked)
    {
        if (property is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(property);
        json.WriteString("name", name);
        WriteTokens(json, tokens, asked);
        json.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter json, List<Token> tokens, AnalyzeRequest? explained)
    {
        json.WriteStartArray("tokens");
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            json.WriteString("token", token.Text);
            json.WriteNumber("start_offset", token.Start);
            json.WriteNumber("end_offset", token.End);
            json.WriteString("type", token.Type);
            json.WriteNumber("position", token.Position);
            if (explained is not null)
                WriteAttributes(json, token, explained);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter json, Token token, AnalyzeRequest explained)
    {
        if (Shows("bytes"))
            json.WriteString("bytes", $"[{string.Join(' ', Encoding.UTF8.GetBytes(token.Text).Select(unit => $"{unit:x}"))}]");
        if (Shows("positionLength"))
            json.WriteNumber("positionLength", 1);
        if (Shows("termFrequency"))
            json.WriteNumber("termFrequency", 1);

        bool Shows(string attribute) => explained.Attributes.Count == 0 || explained.Attributes.Contains(attribute, StringComparer.OrdinalIgnoreCase);
    }
}
