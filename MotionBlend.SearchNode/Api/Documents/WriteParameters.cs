using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>The URL parameters that single writes share.</summary>
internal static class WriteParameters
{
    public static readonly IReadOnlyList<string> Honoured =
        ["refresh", "routing", "version", "version_type", "if_seq_no", "if_primary_term", "require_alias"];

    public static readonly IReadOnlyList<string> WithoutEffect = ["timeout", "wait_for_active_shards", "include_source_on_error"];

    public static readonly IReadOnlyList<string> Refused = ["pipeline", "require_data_stream"];

    /// <summary>The operation with the URL's parameters.</summary>
    /// <exception cref="FailureException">They contradict each other.</exception>
    public static WriteOperation Apply(WriteOperation operation, QueryParameters query)
    {
        operation = operation with
        {
            Routing = query.Text("routing"),
            Version = query.Long("version"),
            VersionType = query.Text("version_type") is { } type ? OpType.ParseVersionType(type) : VersionType.Internal,
            IfSeqNo = query.Long("if_seq_no") ?? operation.Update?.IfSeqNo,
            IfPrimaryTerm = query.Long("if_primary_term") ?? operation.Update?.IfPrimaryTerm,
            RequireAlias = query.Bool("require_alias"),
        };
        var faults = VersionRules.Faults(operation).ToList();
        return faults.Count == 0 ? operation : throw Failure.Validation(faults).Raise();
    }

    /// <summary>Executes one write and makes its reply.</summary>
    /// <exception cref="FailureException">The write failed.</exception>
    public static async Task<Reply> ExecuteAsync(
        DocumentWriter writer, WriteOperation operation, ElasticRequest request, CancellationToken cancellationToken)
    {
        var refresh = RefreshParameter.Parse(request.Query);
        var result = (await writer.ExecuteAsync([operation], refresh, cancellationToken))[0];
        if (result.Failure is { } failure)
            throw (operation.Kind == WriteKind.Update && failure.Kind == FailureKind.IndexClosed ? IndexBlocks.Closed(failure.Index!) : failure).Raise();
        // Alone, an update that changes nothing reaches no shard; in a bulk its shard is asked for the others' sake.
        if (result.Outcome is WriteOutcome.Noop)
            result = result with { Copies = 0 };
        var forced = refresh is RefreshPolicy.Immediate && result.Outcome is not WriteOutcome.Noop;
        return Reply.Of(
            json =>
            {
                json.WriteStartObject();
                WriteResultJson.WriteMembers(json, result, forced);
                json.WriteEndObject();
            },
            result.Status) with
        {
            Location = result.Status == StatusCodes.Status201Created
                ? $"/{Uri.EscapeDataString(result.Index)}/_doc/{Uri.EscapeDataString(result.Id!)}"
                : null,
        };
    }
}
