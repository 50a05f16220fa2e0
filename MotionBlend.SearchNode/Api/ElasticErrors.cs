using System.Text.Json;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Api;

/// <summary>The one map from failures to Elasticsearch's error types, statuses and bodies.</summary>
internal static class ElasticErrors
{
    /// <summary>Elasticsearch's type name and HTTP status, and whether it is one of its own exceptions (not Java's).</summary>
    private static (string Type, int Status, bool Own) Wire(FailureKind kind) => kind switch
    {
        FailureKind.ActionRequestValidation => ("action_request_validation_exception", 400, false),
        FailureKind.Validation => ("validation_exception", 400, false),
        FailureKind.AliasesNotFound => ("aliases_not_found_exception", 404, true),
        FailureKind.ClusterBlock => ("cluster_block_exception", 403, true),
        FailureKind.DateTimeParse => ("date_time_parse_exception", 400, false),
        FailureKind.DiskFull => ("cluster_block_exception", 429, true),
        FailureKind.DocumentMissing => ("document_missing_exception", 404, true),
        FailureKind.DocumentParsing => ("document_parsing_exception", 400, true),
        FailureKind.DocumentSourceMissing => ("document_source_missing_exception", 400, true),
        FailureKind.EsRejectedExecution => ("es_rejected_execution_exception", 429, false),
        FailureKind.IllegalArgument => ("illegal_argument_exception", 400, false),
        FailureKind.InvalidPath => ("invalid_path", 400, true),
        FailureKind.IllegalState => ("illegal_state_exception", 500, false),
        FailureKind.IndexClosed => ("index_closed_exception", 400, true),
        FailureKind.IndexNotFound => ("index_not_found_exception", 404, true),
        FailureKind.IndexTemplateMissing => ("index_template_missing_exception", 404, true),
        FailureKind.InternalError => ("exception", 500, true),
        FailureKind.InvalidAliasName => ("invalid_alias_name_exception", 400, true),
        FailureKind.InvalidIndexName => ("invalid_index_name_exception", 400, true),
        FailureKind.InvalidIndexTemplate => ("invalid_index_template_exception", 400, true),
        FailureKind.MapperParsing => ("mapper_parsing_exception", 400, true),
        FailureKind.MediaTypeHeader => ("media_type_header_exception", 400, false),
        FailureKind.NamedObjectNotFound => ("named_object_not_found_exception", 400, false),
        FailureKind.NoShardAvailable => ("no_shard_available_action_exception", 503, true),
        FailureKind.NotRecovered => ("cluster_block_exception", 503, true),
        FailureKind.NumberFormat => ("number_format_exception", 400, false),
        FailureKind.Parse => ("parse_exception", 400, true),
        FailureKind.TextParse => ("parse_exception", 500, false),
        FailureKind.Parsing => ("parsing_exception", 400, true),
        FailureKind.QueryShard => ("query_shard_exception", 400, true),
        FailureKind.RequestTooLarge => ("content_too_long_exception", 413, true),
        FailureKind.ResourceAlreadyExists => ("resource_already_exists_exception", 400, true),
        FailureKind.ResourceNotFound => ("resource_not_found_exception", 404, true),
        FailureKind.RoutingMissing => ("routing_missing_exception", 400, true),
        FailureKind.Runtime => ("runtime_exception", 500, false),
        FailureKind.SearchContextMissing => ("search_context_missing_exception", 404, true),
        FailureKind.SearchPhaseExecution => ("search_phase_execution_exception", 400, true),
        FailureKind.Status => ("status_exception", 400, true),
        FailureKind.StrictDynamicMapping => ("strict_dynamic_mapping_exception", 400, true),
        FailureKind.TaskCancelled => ("task_cancelled_exception", 400, true),
        FailureKind.TimedOut => ("timeout_exception", 503, true),
        FailureKind.TooManyBuckets => ("too_many_buckets_exception", 400, true),
        FailureKind.TooManyScrollContexts => ("too_many_scroll_contexts_exception", 429, true),
        FailureKind.VersionConflict => ("version_conflict_engine_exception", 409, true),
        FailureKind.XContentEndOfFile => ("x_content_e_o_f_exception", 400, false),
        FailureKind.XContentParse => ("x_content_parse_exception", 400, false),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a failure kind without a wire form"),
    };

    /// <summary>The HTTP status of a failure; a search takes that of its worst shard.</summary>
    public static int StatusOf(Failure failure)
    {
        if (failure.SearchPhase is not { } phase)
            return Wire(failure.Kind).Status;
        var statuses = phase.Shards.Select(s => StatusOf(s.Failure)).ToList();
        return statuses.Count > 0 ? statuses.Max() : failure.CausedBy is { } cause ? StatusOf(cause) : Wire(failure.Kind).Status;
    }

    /// <summary>Writes the whole error body: root causes, the failure and its causes, the status.</summary>
    public static void Write(Utf8JsonWriter writer, Failure failure, string? stackTrace = null)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("error");
        WriteError(writer, failure, withRootCause: true, stackTrace);
        writer.WriteNumber("status", StatusOf(failure));
        writer.WriteEndObject();
    }

    /// <summary>Writes the value of an <c>error</c> key: with root causes at the top of a body, without in a bulk item.</summary>
    public static void WriteError(Utf8JsonWriter writer, Failure failure, bool withRootCause, string? stackTrace = null)
    {
        writer.WriteStartObject();
        if (withRootCause)
        {
            writer.WriteStartArray("root_cause");
            foreach (var root in RootCauses(failure))
            {
                writer.WriteStartObject();
                WriteHead(writer, root);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        WriteHead(writer, failure);
        if (failure.SearchPhase is { } phase)
            WriteShards(writer, phase);
        if (CauseOf(failure) is { } cause)
        {
            writer.WritePropertyName("caused_by");
            WriteError(writer, cause, withRootCause: false);
        }

        if (stackTrace is not null)
            writer.WriteString("stack_trace", stackTrace);
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, Failure failure)
    {
        writer.WriteString("type", Wire(failure.Kind).Type);
        writer.WriteString("reason", failure.Reason);
        if (failure.ResourceType is { } type)
            writer.WriteString("resource.type", type);
        if (failure.ResourceId is { } id)
            writer.WriteString("resource.id", id);
        if (failure is { Kind: not FailureKind.XContentParse, Location: { } location })
        {
            writer.WriteNumber("line", location.Line);
            writer.WriteNumber("col", location.Column);
        }

        if (failure.MaxBuckets is { } buckets)
            writer.WriteNumber("max_buckets", buckets);
        if (failure.IndexUuid is { } uuid)
            writer.WriteString("index_uuid", uuid);
        if (failure.Shard is { } shard)
            writer.WriteString("shard", shard);
        if (failure.Index is { } index)
            writer.WriteString("index", index);
    }

    private static void WriteShards(Utf8JsonWriter writer, SearchPhaseFailure phase)
    {
        writer.WriteString("phase", phase.Phase);
        writer.WriteBoolean("grouped", true);
        writer.WritePropertyName("failed_shards");
        WriteFailedShards(writer, phase);
    }

    /// <summary>Writes the array of failed shards, as an error body and a reply of some shards have it.</summary>
    public static void WriteFailedShards(Utf8JsonWriter writer, SearchPhaseFailure phase)
    {
        writer.WriteStartArray();
        foreach (var (index, failure) in phase.Shards)
        {
            writer.WriteStartObject();
            writer.WriteNumber("shard", phase.ShardUnknown ? -1 : 0);
            writer.WriteString("index", phase.ShardUnknown ? null : index);
            if (!phase.ShardUnknown)
                writer.WriteString("node", NodeIdentity.NodeId);
            writer.WritePropertyName("reason");
            WriteError(writer, failure, withRootCause: false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // A failed search repeats the Java exception of its first shard as the cause, once more as that one's own cause;
    // Elasticsearch's own exceptions are not repeated (they are root causes already).
    private static Failure? CauseOf(Failure failure)
    {
        if (failure.SearchPhase is not { Shards: [var (_, first), ..] })
            return failure.CausedBy;
        if (failure.SearchPhase.ShardUnknown)
            return first;
        if (Wire(first.Kind).Own)
            return RootCauses(first).Single() is var root && root != first ? root : null;
        return first with { CausedBy = first };
    }

    private static IEnumerable<Failure> RootCauses(Failure failure)
    {
        if (failure.SearchPhase is { } phase)
            return phase.Shards.SelectMany(s => RootCauses(s.Failure));
        var innermost = failure;
        while (innermost.CausedBy is { } cause && GoesDeeper(innermost.Kind, cause.Kind))
            innermost = cause;
        return [innermost];
    }

    private static bool GoesDeeper(FailureKind outer, FailureKind inner) => Wire(outer).Own
        ? Wire(inner).Own
        : outer is FailureKind.XContentParse && (inner is FailureKind.XContentParse or FailureKind.XContentEndOfFile || Wire(inner).Own);
}
