namespace MotionBlend.Web.State;

/// <summary>What the scope bar counts; the page that loads the data reports it, so that no call is made twice. One per circuit.</summary>
public sealed class ScopeTotals
{
    /// <summary>Raised after <see cref="Report"/>.</summary>
    public event Action? Changed;

    /// <summary>Blends that match the filter of the address; null until known.</summary>
    public long? Matched { get; private set; }

    /// <summary>The count of blends in the whole index; null until known.</summary>
    public long? Corpus { get; private set; }

    /// <summary>Counts loads that succeeded; its change restarts the age that is shown.</summary>
    public int Loads { get; private set; }

    /// <summary>Reports a load that succeeded.</summary>
    /// <param name="matched">Blends that match; null when the page does not ask for it.</param>
    /// <param name="corpus">Blends in all; null when the page does not know.</param>
    public void Report(long? matched, long? corpus)
    {
        Matched = matched;
        Corpus = corpus ?? Corpus;
        Loads++;
        Changed?.Invoke();
    }

    /// <summary>The count is unknown again, as another filter was chosen or a call failed.</summary>
    public void Forget()
    {
        Matched = null;
        Changed?.Invoke();
    }
}
