using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Search;

/// <summary>The ids of scrolls and points in time: opaque to clients, of this run of the node alone.</summary>
/// <param name="Kind">What the context is for.</param>
/// <param name="Number">Number of the context.</param>
/// <param name="Run">The run of the node that opened it.</param>
/// <param name="Indices">What a point in time looks at, as <c>name/uuid,…</c>; empty for a scroll.</param>
internal sealed record SearchContextId(SearchContextKind Kind, long Number, Guid Run, string Indices)
{
    private const int HeadLength = 4 + sizeof(long) + 16;

    private string Magic => MagicOf(Kind);

    /// <summary>Names of the indices.</summary>
    public IEnumerable<string> Names => Indices.Split(',').Select(index => index.Split('/')[0]);

    /// <summary>The id of a context.</summary>
    public static SearchContextId Of(SearchContext context, Guid run) => new(
        context.Kind,
        context.Number,
        run,
        context.Kind == SearchContextKind.Scroll ? "" : string.Join(',', context.Indices.Select(searched => $"{searched.Index.Name}/{searched.Index.Uuid}")));

    /// <summary>Whether one of the indices has been deleted since.</summary>
    public bool HasLostIndices(ClusterState state) => Indices.Length > 0
        && Indices.Split(',').Any(index => index.Split('/') is not [var name, var uuid] || !state.Indices.TryGetValue(name, out var now) || now.Uuid != uuid);

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
