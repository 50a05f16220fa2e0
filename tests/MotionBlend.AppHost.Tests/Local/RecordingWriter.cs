using System.Text;

namespace MotionBlend.AppHost.Tests.Local;

/// <summary>Keeps the lines that are written, and lets a test wait for one.</summary>
internal sealed class RecordingWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            _lines.AddRange((value ?? "").Split('\n'));
        }
    }

    /// <summary>Waits until a line contains <paramref name="text"/>; <paramref name="meanwhile"/> is done while waiting.</summary>
    public async Task WaitForAsync(string text, Action? meanwhile = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            Assert.False(limit.IsCancellationRequested, $"No line with '{text}' in:\n{string.Join('\n', Lines)}");
            meanwhile?.Invoke();
            await Task.Delay(10, CancellationToken.None);
        }
    }
}
