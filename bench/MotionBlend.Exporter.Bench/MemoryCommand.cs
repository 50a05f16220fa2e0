using System.CommandLine;
using System.Globalization;

namespace MotionBlend.Exporter.Bench;

/// <summary><c>memory</c>: peak resident memory of an export of each of some files.</summary>
internal static class MemoryCommand
{
    public static Command Create()
    {
        var exporter = new Option<string>("--exporter") { Required = true, Description = "The exporter's executable." };
        var marts = new Option<string[]>("--mart") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Mart files." };
        var server = new Option<string>("--es-url") { Required = true, Description = "A real Elasticsearch." };
        var command = new Command("memory", "Peak memory of exports.") { exporter, marts, server };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            foreach (var mart in parsed.GetRequiredValue(marts))
            {
                // Over the index that the file before left: comparing the ids takes memory too.
                var (cost, _) = await ExporterRun.MeasureAsync(parsed.GetRequiredValue(exporter), mart, new Uri(parsed.GetRequiredValue(server)), cancellationToken);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(mart)}: peak {cost.PeakMegabytes:0} MB, {cost.Wall.TotalSeconds:0} s, {cost.Cpu.TotalSeconds:0.0} s of CPU"));
            }
        });
        return command;
    }
}
