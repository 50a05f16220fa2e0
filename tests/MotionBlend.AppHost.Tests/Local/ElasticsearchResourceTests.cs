using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

public sealed class ElasticsearchResourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CreateStartInfo_Container_IsOnLoopbackWithANamedVolume()
    {
        var start = Container("podman", fresh: false).CreateStartInfo();

        Assert.Equal("podman", start.FileName);
        Assert.Equal(
            [
                "run", "--rm", "--interactive", "--name", "motionblend-elasticsearch",
                "--publish", "127.0.0.1:9201:9200",
                "--volume", "motionblend-elasticsearch:/usr/share/elasticsearch/data",
                "--env", "discovery.type=single-node",
                "--env", "xpack.security.enabled=false",
                "--env", "ES_JAVA_OPTS=-Xms512m -Xmx512m",
                "docker.io/library/elasticsearch:8.19.21",
                "bash", "-c",
            ],
            start.ArgumentList.SkipLast(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CreateStartInfo_Fresh_EmptiesTheVolume(bool fresh) =>
        Assert.Equal(
            fresh,
            Container("docker", fresh).CreateStartInfo().ArgumentList[^1].StartsWith("rm -rf /usr/share/elasticsearch/data/*; ", StringComparison.Ordinal));

    /// <summary>
    /// The command that runs in the container, run by a stand-in for <c>docker run</c> whose Elasticsearch reports the
    /// signal that ends it. No daemon is needed; what stays unproved is the container runtime itself.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateStartInfo_RunnerGone_ElasticsearchIsToldToStop(bool bySignal)
    {
        Posix.Required();
        var entrypoint = _folder.WriteCommand("entrypoint", "trap 'echo terminated; exit 143' TERM; echo started $1; while :; do sleep 0.05; done");
        var docker = _folder.WriteCommand("docker", $"""
            for last; do :; done
            exec bash -c "$(printf %s "$last" | sed 's|/usr/local/bin/docker-entrypoint.sh|{entrypoint}|')"
            """);
        using var output = new RecordingWriter();
        using var process = ChildProcess.Start(Container(docker, fresh: false).CreateStartInfo(), output.WriteLine);
        await output.WaitForAsync("started eswrapper");

        if (bySignal)
        {
            process.RequestStop();
        }
        else
        {
            process.CloseStandardInput();
        }

        Assert.Equal(143, await process.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Contains("terminated", output.Lines);
    }

    private static ElasticsearchResource Container(string runtime, bool fresh) => new("elasticsearch", runtime, fresh)
    {
        Tag = "8.19.21",
        Volume = "motionblend-elasticsearch",
        Http = new() { Port = 9201 },
        Environment = { variables => variables["ES_JAVA_OPTS"] = "-Xms512m -Xmx512m" },
    };
}
