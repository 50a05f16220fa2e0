using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Search;

/// <summary>The ids of scrolls and points in time: opaque to clients, of this run of the node alone.</summary>
internal sealed record SearchContextId(SearchContextKind Kind, long Number, Guid Run, string Indices)
{
    private const int HeadLength = 4 + sizeof(long) + 16;

    private string Magic => MagicOf(Kind);

    public override string ToString()
    {
        var bytes = new byte[HeadLength + Encoding.UTF8.GetByteCount(Indices)];
        Encoding.ASCII.GetBytes(Magic, bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4), Number);
        Run.TryWriteBytes(bytes.AsSpan(4 + sizeof(long)));
        Encoding.UTF8.GetBytes(Indices, bytes.AsSpan(HeadLength));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FailureException">It is no id of this kind.</exception>
    public static SearchContextId Parse(string text, SearchContextKind kind)
    {
        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: >= HeadLength } bytes || Encoding.ASCII.GetString(bytes, 0, 4) != MagicOf(kind))
            throw Failure.IllegalArgument(kind == SearchContextKind.Scroll ? "Cannot parse scroll id" : "java.io.EOFException").Raise();
        return new SearchContextId(
            kind,
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(4)),
            new Guid(bytes.AsSpan(4 + sizeof(long), 16)),
            Encoding.UTF8.GetString(bytes.AsSpan(HeadLength)));
    }

    private static string MagicOf(SearchContextKind kind) => kind == SearchContextKind.Scroll ? "mbsc" : "mbpt";
}
