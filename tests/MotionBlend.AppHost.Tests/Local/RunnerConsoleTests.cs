using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

public sealed class RunnerConsoleTests : IDisposable
{
    private readonly RecordingWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Log_BeforeRelease_IsHeldBackInOrder()
    {
        var console = new RunnerConsole(_output, colour: false, ["search-node", "api"]);

        console.Log("api", "first");
        console.Say("message");
        console.Log("search-node", "second");
        Assert.Equal(["apphost     | message"], _output.Lines);
        console.ReleaseLogs();
        console.Log("api", "third");

        Assert.Equal(
            ["apphost     | message", "api         | first", "search-node | second", "api         | third"],
            _output.Lines);
    }

    [Fact]
    public void Alarm_Colour_IsRedAndItsLinesAreMarked()
    {
        var console = new RunnerConsole(_output, colour: true, ["api"]);

        console.Alarm("api died.", "its last line");

        Assert.Equal(2, _output.Lines.Count);
        Assert.EndsWith("\e[1;31mapi died.\e[0m", _output.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("its last line", _output.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Log_Colour_DiffersByResource()
    {
        var console = new RunnerConsole(_output, colour: true, ["api", "dashboard"]);
        console.ReleaseLogs();

        console.Log("api", "x");
        console.Log("dashboard", "x");

        Assert.NotEqual(_output.Lines[0][..5], _output.Lines[1][..5]);
    }

    [Fact]
    public void Log_NoColour_HasNoEscapes()
    {
        var console = new RunnerConsole(_output, colour: false, ["api"]);
        console.ReleaseLogs();

        console.Log("api", "x");
        console.Alarm("y");

        Assert.DoesNotContain(_output.Lines, line => line.Contains('\e', StringComparison.Ordinal));
    }
}
