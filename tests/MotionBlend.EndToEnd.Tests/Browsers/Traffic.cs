using Microsoft.Playwright;

namespace MotionBlend.EndToEnd.Tests.Browsers;

/// <summary>Counts what goes over a page's circuit, before compression.</summary>
internal sealed class Traffic
{
    private readonly Lock _gate = new();
    private int _down;
    private int _largestUp;
    private int _messages;
    private int _closed;

    public Traffic(IPage page) => page.WebSocket += (_, socket) =>
    {
        socket.FrameReceived += (_, frame) => Count(Length(frame), up: 0);
        socket.FrameSent += (_, frame) => Count(down: 0, Length(frame));
        socket.Close += (_, _) => Interlocked.Increment(ref _closed);
    };

    /// <summary>Bytes to the browser since <see cref="Reset"/>.</summary>
    public int Down => _down;

    /// <summary>Messages either way since <see cref="Reset"/>.</summary>
    public int Messages => _messages;

    /// <summary>Largest message to the server ever, bytes.</summary>
    public int LargestUp => _largestUp;

    /// <summary>Circuits that closed.</summary>
    public int Closed => _closed;

    public void Reset()
    {
        lock (_gate)
        {
            (_down, _messages) = (0, 0);
        }
    }

    private static int Length(IWebSocketFrame frame) => frame.Binary?.Length ?? frame.Text?.Length ?? 0;

    private void Count(int down, int up)
    {
        lock (_gate)
        {
            _down += down;
            _messages++;
            _largestUp = Math.Max(_largestUp, up);
        }
    }
}
