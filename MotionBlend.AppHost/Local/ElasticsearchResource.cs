using System.Diagnostics;

namespace MotionBlend.AppHost.Local;

/// <summary>
/// Elasticsearch in a container, through the command line of Docker or Podman. It listens on loopback without login, as the
/// embedded node does, and keeps its data in a named volume.
/// </summary>
internal sealed class ElasticsearchResource(string name, string runtime, bool fresh) : Resource(name), IResourceWithConnectionString
{
    private const string DataFolder = "/usr/share/elasticsearch/data";

    // Runs in the container. Its standard input is a pipe from the runner: when that closes, however the runner ended,
    // Elasticsearch is told to stop. $$ is this shell, which becomes Elasticsearch by exec.
    private const string StopsWithItsRunner =
        "exec 3<&0; ( cat <&3 >/dev/null; kill -TERM $$ ) & exec /usr/local/bin/docker-entrypoint.sh eswrapper </dev/null 3<&-";

    public string Tag { get; set; } = "latest";
    public string Volume { get; set; } = name;
    public string ConnectionString => Http!.Url;

    public override ProcessStartInfo CreateStartInfo()
    {
        Dictionary<string, string?> variables = new() { ["discovery.type"] = "single-node", ["xpack.security.enabled"] = "false" };
        Environment.ForEach(set => set(variables));
        return new(runtime,
        [
            "run", "--rm", "--interactive", "--name", Volume,
            "--publish", $"127.0.0.1:{Http!.Port}:9200",
            "--volume", $"{Volume}:{DataFolder}",
            .. variables.SelectMany(variable => new[] { "--env", $"{variable.Key}={variable.Value}" }),
            $"docker.io/library/elasticsearch:{Tag}",
            "bash", "-c", fresh ? $"rm -rf {DataFolder}/*; {StopsWithItsRunner}" : StopsWithItsRunner,
        ]);
    }
}
