using System.Diagnostics;

namespace MotionBlend.AppHost.Tests;

public sealed class ContainerRuntimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answers_ServerAnswers_IsTrue()
    {
        Posix.Required();

        Assert.True(ContainerRuntime.Answers(_folder.WriteCommand("docker", "[ \"$1\" = info ] && echo Server: 28.2")));
    }

    [Fact]
    public void Answers_ClientWithoutServer_IsFalse()
    {
        Posix.Required();

        Assert.False(ContainerRuntime.Answers(_folder.WriteCommand("docker", "echo Cannot connect to the Docker daemon >&2; exit 1")));
    }

    [Fact]
    public void Answers_ServerHangs_IsFalseAfterAFewSeconds()
    {
        Posix.Required();
        var started = Stopwatch.GetTimestamp();

        Assert.False(ContainerRuntime.Answers(_folder.WriteCommand("docker", "sleep 60")));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 2, 20);
    }

    [Fact]
    public void Answers_NoSuchCommand_IsFalse() =>
        Assert.False(ContainerRuntime.Answers(Path.Combine(_folder.FullPath, "docker")));
}
