using System.Text;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Documents;

/// <summary>Optimistic concurrency: whether a write may happen over what is there, and which version it makes.</summary>
internal static class VersionRules
{
    private const int MaxIdBytes = 512;

    /// <summary>What a conflict is, without its index; null when the write may happen.</summary>
    /// <param name="operation">The write.</param>
    /// <param name="id">The id that it is for.</param>
    /// <param name="current">The last write of the id; null for none.</param>
    /// <param name="terms">The primary terms of the index.</param>
    public static string? Conflict(WriteOperation operation, string id, DocumentVersion? current, PrimaryTerms terms)
    {
        if (operation.Kind == WriteKind.Create && current is { Exists: true } existing)
            return $"[{id}]: version conflict, document already exists (current version [{existing.Version}])";
        if (operation.IfSeqNo is { } seqNo)
        {
            var term = operation.IfPrimaryTerm ?? 0;
            if (current is not { Exists: true } found)
                return $"[{id}]: version conflict, required seqNo [{seqNo}], primary term [{term}]. but no document was found";
            if (found.SeqNo != seqNo || term != terms.Of(found.SeqNo))
            {
                return $"[{id}]: version conflict, required seqNo [{seqNo}], primary term [{term}]. "
                    + $"current document has seqNo [{found.SeqNo}] and primary term [{terms.Of(found.SeqNo)}]";
            }
        }

        if (operation.Version is not { } given || current is not { } known)
            return null;
        return operation.VersionType switch
        {
            VersionType.External when given <= known.Version =>
                $"[{id}]: version conflict, current version [{known.Version}] is higher or equal to the one provided [{given}]",
            VersionType.ExternalGte when given < known.Version =>
                $"[{id}]: version conflict, current version [{known.Version}] is higher than the one provided [{given}]",
            VersionType.Internal when given != known.Version =>
                $"[{id}]: version conflict, current version [{known.Version}] is different than the one provided [{given}]",
            _ => null,
        };
    }

    /// <summary>The version that a write makes.</summary>
    public static long Next(WriteOperation operation, DocumentVersion? current) =>
        operation.VersionType != VersionType.Internal && operation.Version is { } given ? given : (current?.Version ?? 0) + 1;

    /// <summary>What is wrong with a write's version parameters, in Elasticsearch's words.</summary>
    public static IEnumerable<string> Faults(WriteOperation operation)
    {
        var external = operation.VersionType != VersionType.Internal;
        if (operation.Kind != WriteKind.Delete && operation.Id is { } id && Encoding.UTF8.GetByteCount(id) is > MaxIdBytes and var bytes)
            yield return $"id [{id}] is too long, must be no longer than {MaxIdBytes} bytes but was: {bytes}";
        var creates = operation.Kind == WriteKind.Create || (operation is { Kind: WriteKind.Index, Id: null });
        if (operation.IfSeqNo is < 0)
            throw Failure.IllegalArgument($"sequence numbers must be non negative. got [{operation.IfSeqNo}].").Raise();
        if (operation.Kind == WriteKind.Create || operation is { Kind: WriteKind.Index, Id: null })
        {
            if (external)
                yield return "create operations only support internal versioning. use index instead";
            else if (operation.Version is not null)
                yield return "create operations do not support explicit versions. use index instead";
            if (operation.IfSeqNo is not null || operation.IfPrimaryTerm is not null)
                yield return "create operations do not support compare and set. use index instead";
        }

        if (operation.Id is null && operation.Version is not null && !external)
            yield return "an id must be provided if version type or value are set";
        if (external && operation.Version is null && !creates)
            yield return $"illegal version value [-3] for version type [{(operation.VersionType == VersionType.External ? "EXTERNAL" : "EXTERNAL_GTE")}]";
        if (!external && operation.Version is not null && !creates)
            yield return "internal versioning can not be used for optimistic concurrency control. Please use `if_seq_no` and `if_primary_term` instead";
        if (operation.IfSeqNo is not null && (operation.IfPrimaryTerm ?? 0) == 0)
            yield return "ifSeqNo is set, but primary term is [0]";
        if (operation.IfSeqNo is null && operation.IfPrimaryTerm is not null)
            yield return $"ifSeqNo is unassigned, but primary term is [{operation.IfPrimaryTerm}]";
        if (operation is { Kind: WriteKind.Update, IfSeqNo: not null })
        {
            if (operation.RetryOnConflict > 0)
                yield return "compare and write operations can not be retried";
            if (operation.Update!.DocAsUpsert)
                yield return "compare and write operations can not be used with upsert";
            if (operation.Update.Upsert is not null)
                yield return "upsert requests don't support `if_seq_no` and `if_primary_term`";
        }

        if (operation.IfSeqNo is not null && external)
            yield return "compare and write operations can not use versioning";
    }
}
