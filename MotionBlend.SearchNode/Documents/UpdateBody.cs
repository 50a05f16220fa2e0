using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

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

    /// <summary>Reads the body of an update.</summary>
    /// <exception cref="FailureException">A key is unknown or not supported.</exception>
    public static UpdateBody Parse(JsonValue body)
    {
        if (body.Kind != JsonKind.Object)
            throw Failure.Parsing($"Expected [START_OBJECT] but found [{body.TokenName}]", body.Location).Raise();
        var update = new UpdateBody();
        foreach (var (name, nameStart, value) in body.Members)
        {
            update = name switch
            {
                "doc" => update with { Doc = value },
                "upsert" => update with { Upsert = value },
                "doc_as_upsert" => update with { DocAsUpsert = value.AsBoolean() },
                "detect_noop" => update with { DetectNoop = value.AsBoolean() },
                "if_seq_no" => update with { IfSeqNo = value.AsLong() },
                "if_primary_term" => update with { IfPrimaryTerm = value.AsLong() },
                "script" or "scripted_upsert" => throw Failure.Unsupported($"[{name}] in an update").Raise(),
                "_source" => throw Failure.Unsupported("[_source] in an update").Raise(),
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
}
