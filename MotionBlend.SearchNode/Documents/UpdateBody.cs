using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Documents;

/// <summary>The body of an update: a partial document, and what to do where there is none.</summary>
internal sealed record UpdateBody
{
    private static readonly string[] Keys =
        ["doc", "upsert", "doc_as_upsert", "detect_noop", "script", "scripted_upsert", "_source", "if_seq_no", "if_primary_term"];

    public JsonValue? Doc { get; init; }

    public JsonValue? Upsert { get; init; }

    public bool DocAsUpsert { get; init; }

    public bool DetectNoop { get; init; } = true;

    public long? IfSeqNo { get; init; }

    public long? IfPrimaryTerm { get; init; }

    /// <summary>What the reply shows of the document; null for nothing.</summary>
    public SourceFilter? Shown { get; init; }

    /// <summary>Reads the body of an update.</summary>
    /// <exception cref="FailureException">A key is unknown or not supported.</exception>
    public static UpdateBody Parse(JsonValue body)
    {
        if (body.Kind != JsonKind.Object)
        {
            throw new Failure(
                FailureKind.XContentParse, $"{body.Location} [UpdateRequest] Expected START_OBJECT but was: {body.TokenName}").Raise();
        }

        var update = new UpdateBody();
        foreach (var (name, nameStart, value) in body.Members)
        {
            update = name switch
            {
                "doc" => update with { Doc = Read(name, Of(name, value, JsonKind.Object), Whole) },
                "upsert" => update with { Upsert = Read(name, Of(name, value, JsonKind.Object), Whole) },
                "doc_as_upsert" => update with { DocAsUpsert = Read(name, Of(name, value, JsonKind.Boolean, JsonKind.String), v => v.AsBoolean()) },
                "detect_noop" => update with { DetectNoop = Read(name, Of(name, value, JsonKind.Boolean, JsonKind.String), v => v.AsBoolean()) },
                "if_seq_no" => update with { IfSeqNo = Read(name, Of(name, value, JsonKind.Number, JsonKind.String), v => v.AsLong()) },
                "if_primary_term" => update with { IfPrimaryTerm = Read(name, Of(name, value, JsonKind.Number, JsonKind.String), v => v.AsLong()) },
                "_source" => update with
                {
                    Shown = SourceFilter.Parse(Of(name, value, JsonKind.Boolean, JsonKind.String, JsonKind.Array, JsonKind.Object)),
                },
                "script" or "scripted_upsert" => throw Failure.Unsupported($"[{name}] in an update").Raise(),
                _ => throw new Failure(
                    FailureKind.XContentParse,
                    $"{value.LocationAt(nameStart)} [UpdateRequest] unknown field [{name}]{Http.DidYouMean.Hint(name, Keys)}").Raise(),
            };
        }

        return update;
    }

    /// <summary>What is wrong with the body, in Elasticsearch's words.</summary>
    public IEnumerable<string> Faults()
    {
        if (Doc is null)
            yield return "script or doc is missing";
        if (DocAsUpsert && Doc is null)
            yield return "doc must be specified if doc_as_upsert is enabled";
    }

    // The text of a document is taken as it is, so all of it must be there.
    private static JsonValue Whole(JsonValue document)
    {
        foreach (var member in document.Members)
            Whole(member.Value);
        foreach (var item in document.Items)
            Whole(item);
        _ = document.Text;
        return document;
    }

    private static JsonValue Of(string name, JsonValue value, params ReadOnlySpan<JsonKind> kinds) => kinds.Contains(value.Kind)
        ? value
        : throw new Failure(
            FailureKind.XContentParse, $"{value.Location} [UpdateRequest] {name} doesn't support values of type: {value.TokenName}").Raise();

    private static T Read<T>(string name, JsonValue value, Func<JsonValue, T> read)
    {
        try
        {
            return read(value);
        }
        catch (FailureException e)
        {
            throw new Failure(FailureKind.XContentParse, $"{value.Location} [UpdateRequest] failed to parse field [{name}]")
            {
                CausedBy = Failure.IllegalArgument(e.Failure.Reason!),
            }.Raise();
        }
    }
}
