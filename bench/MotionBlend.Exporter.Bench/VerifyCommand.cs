using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Exporter.Bench;

/// <summary><c>verify</c>: how long the exporter takes to find the one document of many in which a flag was flipped.</summary>
internal static class VerifyCommand
{
    private const int Differs = 5;

    public static Command Create()
    {
        var exporter = new Option<string>("--exporter") { Required = true, Description = "The exporter's executable." };
        var mart = new Option<string>("--mart") { Required = true, Description = "Mart file in NDJSON." };
        var server = new Option<string>("--es-url") { Required = true, Description = "A real Elasticsearch." };
        var command = new Command("verify", "Exports, flips a flag of one document, and lets 'verify' find it.") { exporter, mart, server };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(exporter), parsed.GetRequiredValue(mart), new Uri(parsed.GetRequiredValue(server)), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string exporter, string mart, Uri server, CancellationToken cancellationToken)
    {
        await ExporterRun.ForgetAsync(server, cancellationToken);
        await ExporterRun.MeasureAsync(exporter, mart, server, cancellationToken);
        var id = await FlipAsync(mart, server, cancellationToken);
        var (cost, output) = await MeasuredProcess.RunAsync(exporter,
            ["verify", "--mart", mart, "--es-url", server.ToString(), "--es-index", ExporterRun.Alias, "--progress", "none"], Differs, cancellationToken);
        if (!output.Contains(id, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"verify does not name {id}:\n{output}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"verify named {id}: {cost.Wall.TotalSeconds:0.0} s, {cost.Cpu.TotalSeconds:0.0} s of CPU, peak {cost.PeakMegabytes:0} MB"));
    }

    /// <summary>Flips a flag of the document of the mart's first row, and keeps its version.</summary>
    private static async Task<string> FlipAsync(string mart, Uri server, CancellationToken cancellationToken)
    {
        var id = JsonElement.Parse(File.ReadLines(mart).First()).GetProperty(BlendFields.BlendId).GetString()!;
        using var http = new HttpClient { BaseAddress = server };
        var found = await http.GetFromJsonAsync<JsonElement>(new Uri($"/{ExporterRun.Alias}/_doc/{id}", UriKind.Relative), cancellationToken);
        var source = found.GetProperty("_source").GetRawText();
        var (before, after) = ($"\"{BlendFields.HasVelocitySpike}\":false", $"\"{BlendFields.HasVelocitySpike}\":true");
        var flipped = source.Contains(before, StringComparison.Ordinal) ? source.Replace(before, after, StringComparison.Ordinal) : source.Replace(after, before, StringComparison.Ordinal);
        using var content = new StringContent(flipped, System.Text.Encoding.UTF8, "application/json");
        using var written = await http.PutAsync(
            new Uri($"/{ExporterRun.Alias}/_doc/{id}?version={found.GetProperty("_version").GetInt64()}&version_type=external_gte&refresh=true", UriKind.Relative), content, cancellationToken);
        written.EnsureSuccessStatusCode();
        return id;
    }
}
