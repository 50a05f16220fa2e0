using Microsoft.AspNetCore.Connections;

namespace MotionBlend.SearchNode.Http;

/// <summary>Counts the connections of clients.</summary>
internal sealed class HttpTraffic
{
    private long _open;
    private long _opened;

    /// <summary>Connections that are open.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>Connections since the start.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>The middleware that counts a connection.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _opened);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
