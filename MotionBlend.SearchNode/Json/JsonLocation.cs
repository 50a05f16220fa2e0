namespace MotionBlend.SearchNode.Json;

/// <summary>A place in a request body, as Elasticsearch's errors print it: line and byte column, both from 1.</summary>
internal readonly record struct JsonLocation(int Line, int Column)
{
    /// <summary>The place of a byte offset in a text.</summary>
    public static JsonLocation Of(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..Math.Min(offset, text.Length)];
        var lastBreak = before.LastIndexOf((byte)'\n');
        return new JsonLocation(before.Count((byte)'\n') + 1, before.Length - lastBreak);
    }

    /// <summary>Written <c>[line:column]</c>.</summary>
    public override string ToString() => $"[{Line}:{Column}]";
}
