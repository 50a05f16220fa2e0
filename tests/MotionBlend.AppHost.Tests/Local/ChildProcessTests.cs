using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

public sealed class ChildProcessTests
{
    public ChildProcessTests() => Posix.Required();

    [Fact]
    public async Task Ended_ManyLines_KeepsTheLastOfBothStreams()
    {
        List<string> lines = [];
        using var process = Start("i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i; done; sleep 0.2; echo é >&2; exit 7", lines);

        Assert.Equal(7, await EndAsync(process));
        Assert.Equal(41, lines.Count);
        Assert.Equal(["line 30", "line 40", "é"], [process.LastLines[0], process.LastLines[^2], process.LastLines[^1]]);
    }

    [Fact]
    public async Task Start_Child_IsToldToStopWithStandardInput()
    {
        List<string> lines = [];
        using var process = Start($"echo ${ChildProcess.StopWithStandardInput}", lines);

        await EndAsync(process);

        Assert.Equal(["true"], lines);
    }

    [Fact]
    public async Task RequestStop_Posix_SendsSigTerm()
    {
        List<string> lines = [];
        using var process = Start("trap 'echo terminated; exit 0' TERM; echo ready; while :; do sleep 0.05; done", lines);
        while (process.LastLines.Count == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        process.RequestStop();

        Assert.Equal(0, await EndAsync(process));
        Assert.Equal(["ready", "terminated"], lines);
    }

    [Fact]
    public async Task Ended_GrandchildHoldsThePipes_DoesNotWaitForIt()
    {
        using var process = Start("sleep 30 & echo done; exit 0", []);

        Assert.Equal(0, await EndAsync(process));
        Assert.Equal(["done"], process.LastLines);
    }

    private static ChildProcess Start(string script, List<string> lines) =>
        ChildProcess.Start(new ScriptResource("child", script).CreateStartInfo(), line =>
        {
            lock (lines)
            {
                lines.Add(line);
            }
        });

    private static Task<int> EndAsync(ChildProcess process) =>
        process.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
}
