using System.Collections.Immutable;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>
/// The primary terms of an index: the first is 1, and each closing and opening begins another. A write has the term in which
/// it was made, which its sequence number tells.
/// </summary>
/// <param name="Later">The terms after the first: where each begins, in order.</param>
internal sealed record PrimaryTerms(ImmutableArray<(long FromSeqNo, long Term)> Later)
{
    private const long First = 1;

    /// <summary>Those of an index that was never closed.</summary>
    public static readonly PrimaryTerms Initial = new([]);

    /// <summary>The term of the next write.</summary>
    public long Current => Later is [.., var last] ? last.Term : First;

    /// <summary>The term of the write of a sequence number.</summary>
    public long Of(long seqNo)
    {
        var term = First;
        foreach (var later in Later)
            if (later.FromSeqNo <= seqNo)
                term = later.Term;
        return term;
    }

    /// <summary>These with one more, which begins with a sequence number.</summary>
    public PrimaryTerms Raised(long fromSeqNo) => new([.. Later.Where(later => later.FromSeqNo < fromSeqNo), (fromSeqNo, Current + 1)]);
}
