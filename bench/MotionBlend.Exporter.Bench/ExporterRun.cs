using System.Text.Json;

namespace MotionBlend.Exporter.Bench;

/// <summary>One measured run of the exporter's executable.</summary>
/// <param name="Cost">What the process cost as a whole.</param>
/// <param name="LoadSeconds">
/// Of it, by the run's own report: creating the index, loading, refreshing and counting, which is what the plain loop does too, s. The rest is
/// start, lease, comparing ids with the index before, moving the alias and deleting.
/// </param>
internal sealed record ExporterRun(ProcessCost Cost, double LoadSeconds)
{
    /// <summary>Alias that the bench exports to.</summary>
    public const string Alias = "bench-exporter";

    private static readonly string[] LoadPhases = ["creating", "loading", "verifying"];

    /// <summary>Exports a mart.</summary>
    /// <exception cref="InvalidOperationException">The run failed.</exception>
    public static async Task<ExporterRun> MeasureAsync(string exporter, string mart, Uri server, CancellationToken cancellationToken)
    {
        var runs = Directory.CreateTempSubdirectory();
        try
        {
            var cost = await MeasuredProcess.RunAsync(exporter,
                ["export", "--mart", mart, "--es-url", server.ToString(), "--es-index", Alias, "--keep", "0", "--progress", "none", "--runs-dir", runs.FullName], cancellationToken);
            var path = Directory.EnumerateFiles(runs.FullName, "report.json", SearchOption.AllDirectories).Single();
            var phases = JsonElement.Parse(await File.ReadAllBytesAsync(path, cancellationToken)).GetProperty("phase_seconds");
            return new ExporterRun(cost, LoadPhases.Sum(phase => phases.GetProperty(phase).GetDouble()));
        }
        finally
        {
            runs.Delete(recursive: true);
        }
    }

    /// <summary>Removes what earlier runs made, so that the next one is the first.</summary>
    public static async Task ForgetAsync(Uri server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var found = await http.GetAsync(new Uri($"/_alias/{Alias}", UriKind.Relative), cancellationToken);
        if (found.IsSuccessStatusCode)
        {
            foreach (var index in JsonElement.Parse(await found.Content.ReadAsByteArrayAsync(cancellationToken)).EnumerateObject())
            {
                (await http.DeleteAsync(new Uri($"/{index.Name}", UriKind.Relative), cancellationToken)).EnsureSuccessStatusCode();
            }
        }
    }
}
