using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// Tells of a search that fails on documents what the first of them is the fault of. Elasticsearch scores one document after the
/// other and goes no further; the database looks at many at once and fails on any.
/// </summary>
internal static class FirstFault
{
    // The search is repeated some twenty times for each million documents.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Searches; where that fails on a document, searches smaller and smaller parts for the first that it fails on. After five
    /// seconds of that the earliest found by then is told of.
    /// </summary>
    /// <param name="clock">The clock.</param>
    /// <param name="search">Searches the documents whose sequence numbers are below one; with null all.</param>
    /// <exception cref="FailureException">The search fails.</exception>
    public static async Task<T> TellAsync<T>(TimeProvider clock, Func<long?, Task<T>> search)
    {
        try
        {
            return await search(null);
        }
        catch (FailureException e) when (IsOfDocument(e.Failure))
        {
            throw (await FirstAsync(e.Failure, clock, search)).Raise();
        }
    }

    private static async Task<Failure> FirstAsync<T>(Failure met, TimeProvider clock, Func<long?, Task<T>> search)
    {
        // No document below the first number is at fault; one below the second is.
        var (sound, faulty) = (0L, long.MaxValue);
        var started = clock.GetTimestamp();
        // A fault that a write has mended meanwhile is not found again, and told all the same.
        while (faulty - sound > 1 && sound < long.MaxValue / 2 && clock.GetElapsedTime(started) < Longest)
        {
            var next = faulty == long.MaxValue ? Math.Max(1, sound * 2) : sound + ((faulty - sound) / 2);
            try
            {
                await search(next);
                sound = next;
            }
            catch (FailureException e) when (IsOfDocument(e.Failure))
            {
                (met, faulty) = (e.Failure, next);
            }
        }

        return met;
    }

    private static bool IsOfDocument(Failure failure) => failure.SearchPhase is { OfDocument: true };
}
