using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Indexing;

/// <summary>Which Elasticsearch answers, and whether it is new enough to write to.</summary>
internal static class ClusterVersion
{
    // index_options of type flat: https://www.elastic.co/guide/en/elasticsearch/reference/8.13/release-notes-8.13.0.html, #104872.
    private static readonly Version Oldest = new(8, 13);

    /// <summary>Asks for the version.</summary>
    /// <exception cref="ExportException">Nothing answers, or a server that is too old.</exception>
    public static async Task<string> CheckAsync(ClusterRequests requests, ClusterClient cluster, CancellationToken cancellationToken)
    {
        var name = await requests.SendAsync("looking for Elasticsearch", cluster.VersionAsync, cancellationToken);
        return Version.TryParse(name.Split('-')[0], out var version) && version < Oldest
            ? throw new ExportException(ExportFailure.ClusterRefused, $"Elasticsearch {name} is too old: it has no vectors that are compared one by one",
                $"documents carry such a vector; upgrade Elasticsearch to {Oldest} or newer")
            : name;
    }
}
