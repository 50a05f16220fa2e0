using System.Buffers;

namespace MotionBlend.Exporter.Mart;

/// <summary>
/// The one pool of buffers for rows and for the bodies made of them. These are rented on one thread and returned on another, and
/// <see cref="ArrayPool{T}.Shared"/> keeps one of each size for every thread that ever returned one, which adds up to several times what is in use.
/// </summary>
internal static class RowBuffers
{
    // Batches being read, judged and written at once; more are let go when they come back.
    private const int MostOfOneSize = 24;
    private const int LargestKept = 128 * 1024 * 1024;

    /// <summary>The pool.</summary>
    public static ArrayPool<byte> Pool { get; } = ArrayPool<byte>.Create(LargestKept, MostOfOneSize);
}
