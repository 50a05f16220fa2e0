using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Indexing;

/// <summary>Turns a failed request into the failure that ends a run: cause and cure in words.</summary>
internal static class ElasticFaults
{
    /// <summary>The exception that ends the run.</summary>
    /// <param name="error">The failed request.</param>
    /// <param name="doing">What it was for, e.g. <c>creating the index</c>.</param>
    public static ExportException Ending(ElasticError error, string doing) => error.Failure switch
    {
        ElasticFailure.Unreachable or ElasticFailure.TimedOut => new ExportException(ExportFailure.ClusterUnreachable,
            $"Elasticsearch cannot be reached ({doing}): {error}",
            "check that it runs and that --es-url names its address, with https where it speaks TLS and only there; without a server, start the search node: dotnet run --project MotionBlend.SearchNode"),
        ElasticFailure.Unauthorized => new ExportException(ExportFailure.AccessDenied,
            $"Elasticsearch does not accept the credentials ({doing}): {error}",
            "set ELASTICSEARCH_API_KEY to a valid API key (its encoded form), or put user:password@ into the URL"),
        ElasticFailure.Forbidden when IsBlock(error) => new ExportException(ExportFailure.ClusterRefused,
            $"the index is blocked for writing ({doing}): {error}",
            "free disk space on the data nodes or lift the block (index.blocks.*), then run again"),
        ElasticFailure.Forbidden => new ExportException(ExportFailure.AccessDenied,
            $"the credentials lack a privilege ({doing}): {error}",
            "grant the key the cluster privilege 'monitor' and the index privilege 'all' on the alias, on ALIAS-* and on mb_exporter_runs"),
        ElasticFailure.NotElasticsearch => new ExportException(ExportFailure.NotElasticsearch,
            error.Reason, "let --es-url name the Elasticsearch HTTP port, e.g. http://localhost:9200"),
        ElasticFailure.TooManyRequests => new ExportException(ExportFailure.ClusterUnreachable,
            $"Elasticsearch has been overloaded for longer than --retry-for ({doing}): {error}",
            "lower --in-flight or --batch-size, or give it more time with --retry-for; if its disk is full, free space first"),
        ElasticFailure.ServerError or ElasticFailure.MalformedReply => new ExportException(ExportFailure.ClusterUnreachable,
            $"Elasticsearch has given no proper answer for longer than --retry-for ({doing}): {error}",
            "see the cluster's health (GET /_cluster/health) and the logs of its nodes and of any proxy before it, then run again"),
        _ => new ExportException(ExportFailure.ClusterRefused, $"Elasticsearch refused a request ({doing}): {error}",
            "the reason is the server's own; see docs/exporter.md for what the exporter asks of it"),
    };

    private static bool IsBlock(ElasticError error) => error.Type == "cluster_block_exception";
}
