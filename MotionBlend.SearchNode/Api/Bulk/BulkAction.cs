using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Bulk;

/// <summary>One action line of a bulk request.</summary>
/// <param name="Operation">The write.</param>
/// <param name="NamesIndex">Whether the line or the path names an index, be it the empty name.</param>
internal sealed record BulkAction(WriteOperation Operation, bool NamesIndex)
{
    /// <summary>Parses an action line: an object of one action with its metadata.</summary>
    /// <exception cref="FailureException">The line is malformed.</exception>
    public static BulkAction Parse(JsonValue line, int number, BulkDefaults defaults)
    {
        if (line.Kind != JsonKind.Object)
            throw Malformed(number, $"expected START_OBJECT but found [{line.TokenName}]");
        if (line.Members is not [var action, ..])
            throw Malformed(number, "expected FIELD_NAME but found [END_OBJECT]");
        var kind = action.Name switch
        {
            "index" => WriteKind.Index,
            "create" => WriteKind.Create,
            "update" => WriteKind.Update,
            "delete" => WriteKind.Delete,
            _ => throw Malformed(number, $"expected field [create], [delete], [index] or [update] but found [{action.Name}]"),
        };
        if (action.Value.Kind != JsonKind.Object)
            throw Malformed(number, $"expected START_OBJECT or END_OBJECT but found [{action.Value.TokenName}]");
        var operation = new WriteOperation(kind, defaults.Index ?? "", null)
        {
            Routing = defaults.Routing,
            RequireAlias = defaults.RequireAlias && kind != WriteKind.Delete,
            Fault = NoPipeline(defaults.Pipeline),
        };
        foreach (var member in action.Value.Members)
            operation = Apply(operation, member, number);
        if (operation is { Id: "", Kind: WriteKind.Index or WriteKind.Create })
            operation = operation with { Fault = Failure.IllegalArgument("if _id is specified it must not be empty") };
        return new BulkAction(operation, defaults.Index is not null || action.Value["_index"] is { IsNull: false });
    }

    /// <summary>The action with its source line.</summary>
    public BulkAction WithSource(ReadOnlyMemory<byte> source, BulkDefaults defaults)
    {
        if (Operation.Kind != WriteKind.Update)
            return this with { Operation = Operation with { Source = source } };
        var body = UpdateBody.Parse(JsonBody.ParseFirst(source));
        return this with
        {
            Operation = Operation with
            {
                Update = body,
                Shown = Operation.Shown ?? body.Shown ?? defaults.Shown,
                IfSeqNo = Operation.IfSeqNo ?? body.IfSeqNo,
                IfPrimaryTerm = Operation.IfPrimaryTerm ?? body.IfPrimaryTerm,
            },
        };
    }

    /// <summary>What is wrong with the action as a whole, in Elasticsearch's words.</summary>
    public IEnumerable<string> Faults()
    {
        if (!NamesIndex)
            yield return "index is missing";
        if (Operation.Kind is WriteKind.Update or WriteKind.Delete && string.IsNullOrEmpty(Operation.Id))
            yield return "id is missing";
        foreach (var fault in Operation.Update?.Faults() ?? [])
            yield return fault;
        foreach (var fault in VersionRules.Faults(Operation))
            yield return fault;
    }

    private static WriteOperation Apply(WriteOperation operation, JsonMember member, int number)
    {
        var value = member.Value;
        if (value.IsNull)
            return operation;
        if (member.Name == "_source" && value.Kind != JsonKind.Array)
            return operation.Kind == WriteKind.Update ? operation with { Shown = SourceFilter.Parse(value) } : operation;
        if (value.Kind is JsonKind.Array or JsonKind.Object)
            throw Malformed(number, $"expected a simple value for field [{member.Name}] but found [{value.TokenName}]");
        return member.Name switch
        {
            "_index" => operation with { Target = value.Text },
            "_id" => operation with { Id = value.Text },
            "routing" => operation with { Routing = value.Text },
            "op_type" when operation.Kind == WriteKind.Index => operation with { Kind = OpType.Parse(value.Text) },
            "version" when operation.Kind == WriteKind.Update => throw Versioned(),
            "version_type" when operation.Kind == WriteKind.Update => throw Versioned(),
            "version" => operation with { Version = value.AsLong() },
            "version_type" => operation with { VersionType = OpType.ParseVersionType(value.Text) },
            "if_seq_no" => operation with { IfSeqNo = value.AsLong() },
            "if_primary_term" => operation with { IfPrimaryTerm = value.AsLong() },
            "retry_on_conflict" => operation with { RetryOnConflict = value.AsInt() },
            "require_alias" when operation.Kind == WriteKind.Delete => operation,
            "require_alias" => operation with { RequireAlias = value.AsBoolean() },
            "require_data_stream" or "list_executed_pipelines" when value.Text == "false" => operation,
            "pipeline" => operation with { Fault = NoPipeline(value.Text) },
            "require_data_stream" or "dynamic_templates" or "list_executed_pipelines" =>
                throw Failure.Unsupported($"[{member.Name}] in a bulk action").Raise(),
            _ => throw Failure.IllegalArgument($"Action/metadata line [{number}] contains an unknown parameter [{member.Name}]").Raise(),
        };
    }

    private static Failure? NoPipeline(string? name) =>
        name is null or "_none" ? null : Failure.IllegalArgument($"pipeline with id [{name}] does not exist");

    private static FailureException Versioned() => Failure.IllegalArgument(
        "Update requests do not support versioning. Please use `if_seq_no` and `if_primary_term` instead").Raise();

    private static FailureException Malformed(int number, string what) =>
        Failure.IllegalArgument($"Malformed action/metadata line [{number}], {what}").Raise();
}
