using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Bulk;

/// <summary>Defaults of a bulk request's actions, from its path and URL.</summary>
internal sealed record BulkDefaults(string? Index, string? Routing, bool RequireAlias)
{
    /// <summary>What the replies of updates show of their documents.</summary>
    public SourceFilter? Shown { get; init; }

    public string? Pipeline { get; init; }
}

/// <summary>
/// Reads the lines of a bulk request: an action line, and behind all but <c>delete</c> a source line. What is wrong with
/// the lines refuses the whole request; what is wrong with a document is found later and concerns its item only.
/// </summary>
internal static class BulkParser
{
    /// <summary>The operations in order.</summary>
    /// <exception cref="FailureException">The request is malformed.</exception>
    public static IReadOnlyList<WriteOperation> Parse(ReadOnlyMemory<byte> body, BulkDefaults defaults)
    {
        var operations = new List<WriteOperation>();
        var faults = new List<string>();
        var at = 0;
        var lineNumber = 0;
        while (NextLine(body, ref at) is { } line)
        {
            lineNumber++;
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            // An array is refused at its first character, whatever follows.
            if (line.Span.TrimStart(" \t\r"u8)[0] == (byte)'[')
                throw Failure.IllegalArgument($"Malformed action/metadata line [{lineNumber}], expected START_OBJECT but found [START_ARRAY]").Raise();
            var action = BulkAction.Parse(JsonBody.Parse(line, JsonEnd.AnyToken), lineNumber, defaults);
            if (action.Operation.Kind != WriteKind.Delete)
            {
                if (NextLine(body, ref at) is not { } source)
                    break;
                lineNumber++;
                action = action.WithSource(source, defaults);
            }

            faults.AddRange(action.Faults());
            operations.Add(action.Operation);
        }

        if (operations.Count == 0)
            faults.Add("no requests added");
        return faults.Count == 0 ? operations : throw Failure.Validation(faults).Raise();
    }

    private static ReadOnlyMemory<byte>? NextLine(ReadOnlyMemory<byte> body, ref int at)
    {
        if (at >= body.Length)
            return null;
        var end = body.Span[at..].IndexOf((byte)'\n');
        if (end < 0)
            throw Failure.IllegalArgument("The bulk request must be terminated by a newline [\\n]").Raise();
        var line = body.Slice(at, end);
        at += end + 1;
        return line.Span is [.., (byte)'\r'] ? line[..^1] : line;
    }
}
