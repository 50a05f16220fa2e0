using MotionBlend.Api.Client;

namespace MotionBlend.Web.Loading;

/// <summary>
/// Loads what a panel shows. The last call wins: an earlier one is cancelled and its answer never shown. While the same question is
/// asked again the old answer stays; for another question it is gone only when the new one arrives or fails.
/// Not thread-safe: for one component, on its renderer's thread.
/// </summary>
/// <typeparam name="T">What is loaded.</typeparam>
public sealed class LatestLoad<T> : IDisposable
    where T : class
{
    private CancellationTokenSource? _running;
    private string? _key;

    /// <summary>The last answer, or null.</summary>
    public T? Value { get; private set; }

    /// <summary>Why the last call gave no answer, or null.</summary>
    public ApiFailure? Failure { get; private set; }

    /// <summary>True while a call is under way.</summary>
    public bool IsLoading => _running is not null;

    /// <summary>True when <see cref="Value"/> answers an earlier question than the one being asked.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>The question asked last, or null.</summary>
    public string? Key => _key;

    /// <summary>Takes over an answer that came with the prerendered page.</summary>
    /// <param name="key">Its question.</param>
    /// <param name="value">The answer.</param>
    public void Adopt(string key, T value)
    {
        Cancel();
        (_key, Value, Failure, IsOutdated) = (key, value, null, false);
    }

    /// <summary>Asks.</summary>
    /// <param name="key">What tells this question from others.</param>
    /// <param name="load">The call.</param>
    /// <returns>True when this call's answer or failure is now shown, false when a later call took its place.</returns>
    public async Task<bool> RunAsync(string key, Func<CancellationToken, Task<ApiResult<T>>> load)
    {
        Cancel();
        var mine = _running = new CancellationTokenSource();
        IsOutdated = IsOutdated || (Value is not null && key != _key);
        _key = key;
        try
        {
            var result = await load(mine.Token);
            if (mine != _running)
            {
                return false;
            }

            Settle(result);
            return true;
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            if (mine == _running)
            {
                _running = null;
            }

            mine.Dispose();
        }
    }

    /// <summary>Cancels what is under way.</summary>
    public void Dispose() => Cancel();

    private void Settle(ApiResult<T> result)
    {
        if (result.TryGet(out var value, out var failure))
        {
            (Value, Failure) = (value, null);
        }
        else
        {
            (Value, Failure) = (IsOutdated ? null : Value, failure);
        }

        IsOutdated = false;
    }

    private void Cancel()
    {
        var running = _running;
        _running = null;
        running?.Cancel();
    }
}
