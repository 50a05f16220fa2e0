namespace MotionBlend.AppHost.Configuration;

/// <summary>One option of the AppHost's command line, and the configuration key that it sets.</summary>
/// <param name="Name">As typed, e.g. <c>--data</c>.</param>
/// <param name="ValueName">What the help calls its value, or null where the option is a switch.</param>
/// <param name="Key">The configuration key.</param>
/// <param name="SwitchValue">What a switch sets its key to.</param>
/// <param name="Help">One or more lines for <c>--help</c>.</param>
internal sealed record CommandLineOption(string Name, string? ValueName, string Key, string? SwitchValue, params string[] Help)
{
    /// <summary>Every option, in the order of the help text.</summary>
    public static IReadOnlyList<CommandLineOption> All { get; } =
    [
        new("--search-backend", "KIND", AppHostKeys.SearchBackend, null,
            "Where blends are searched: auto, existing, container or embedded.",
            "auto (default): the cluster of --es-url if one is given, else a container",
            "if Docker or Podman answers, else the embedded search node."),
        new("--es-url", "URL", AppHostKeys.Elasticsearch, null,
            "An existing Elasticsearch cluster, e.g. https://es.studio.lan:9200.",
            "Put credentials into the environment (ConnectionStrings__elasticsearch),",
            "where no process list shows them."),
        new("--data", "DIR", AppHostKeys.DataFolder, null,
            "Folder that keeps the data between runs.",
            $"Default: {DataFolder.Default}"),
        new("--fresh", null, AppHostKeys.Fresh, "true",
            "Empty that folder (or the container's volume) before the start."),
        new("--mart", "FILE", AppHostKeys.Mart, null,
            "Mart file (NDJSON, NDJSON.gz, Parquet) to export when the index is missing or",
            "empty. Default: the sample mart of 11,340 real blends."),
        new("--no-sample", null, AppHostKeys.LoadMart, "false",
            "Export nothing at the start; the index stays as it is."),
        new("--dashboard-port", "N", AppHostKeys.DashboardPort, null,
            $"Port of the dashboard, 0 for any free one. Default: {ServicePorts.DefaultDashboard}, or the next free one."),
        new("--api-port", "N", AppHostKeys.ApiPort, null,
            $"Port of the search API, likewise. Default: {ServicePorts.DefaultApi}."),
        new("--search-port", "N", AppHostKeys.SearchPort, null,
            $"Port of the search node or container, likewise. Default: {ServicePorts.DefaultSearch}."),
        new("--exporter-port", "N", AppHostKeys.ExporterPort, null,
            "Keep the exporter after the start: POST http://localhost:N/runs exports the",
            "mart again, /health tells how it is. Default: it ends after the start."),
        new("--environment", "NAME", AppHostKeys.Environment, null,
            "Environment of all processes. Default: DOTNET_ENVIRONMENT, else Development."),
    ];

    /// <summary>The known option nearest to <paramref name="typed"/>, or null if none is near enough to be meant.</summary>
    public static CommandLineOption? Nearest(string typed)
    {
        var nearest = All.MinBy(option => Distance(typed, option.Name));
        return nearest is not null && Distance(typed, nearest.Name) <= Math.Max(2, typed.Length / 3) ? nearest : null;
    }

    /// <summary>Levenshtein distance: the fewest insertions, deletions and substitutions from one text to the other.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
