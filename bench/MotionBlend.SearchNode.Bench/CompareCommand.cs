using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MotionBlend.SearchNode.Bench.Servers;

namespace MotionBlend.SearchNode.Bench;

/// <summary><c>compare</c>: ingest, queries, start and memory, of the node and of a real Elasticsearch, in one run.</summary>
public static class CompareCommand
{
    public static Command Create()
    {
        var real = new Option<Uri?>("--real")
        {
            CustomParser = Address,
            Description = "Address of a real Elasticsearch. Without one only the node is measured."
        };
        var url = new Option<Uri?>("--url")
        {
            CustomParser = Address,
            Description = "Address of a running node (or of any second server). Its start and memory are not measured then."
        };
        var node = new Option<string?>("--node") { Description = "Executable (or .dll) of the node to start, measure and stop." };
        var documents = new Option<int>("--docs") { Description = "Blends to ingest.", DefaultValueFactory = _ => 100_000 };
        var batch = new Option<int>("--batch") { Description = "Blends in a bulk request.", DefaultValueFactory = _ => 5_000 };
        var connections = new Option<int>("--connections") { Description = "Bulk requests at once.", DefaultValueFactory = _ => 2 };
        var rounds = new Option<int>("--rounds") { Description = "Times each query is measured.", DefaultValueFactory = _ => 40 };
        var keep = new Option<bool>("--keep") { Description = "Leave the blends on the real Elasticsearch, for a later run with --reuse." };
        var reuse = new Option<bool>("--reuse") { Description = "Measure the queries alone, on the blends that an earlier run left on both servers. Needs --url." };
        var command = new Command("compare", "Ingest, queries, start and memory beside a real Elasticsearch.") { real, url, node, documents, batch, connections, rounds, keep, reuse };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            if (arguments.GetValue(url) is null == arguments.GetValue(node) is null)
            {
                await Console.Error.WriteLineAsync("Give either --url or --node.");
                return 2;
            }

            if (arguments.GetValue(reuse) && arguments.GetValue(url) is null)
            {
                await Console.Error.WriteLineAsync("--reuse needs --url: a node that --node starts has no blends yet.");
                return 2;
            }

            var comparison = new Comparison(
                arguments.GetValue(real), arguments.GetValue(documents), arguments.GetValue(batch), arguments.GetValue(connections), arguments.GetValue(rounds))
            {
                Keeps = arguments.GetValue(keep) || arguments.GetValue(reuse),
                Ingests = !arguments.GetValue(reuse),
            };
            return arguments.GetValue(url) is { } address
                ? await comparison.RunAsync(address, cancellationToken)
                : await comparison.StartAndRunAsync(arguments.GetValue(node)!, cancellationToken);
        });
        return command;
    }

    private static Uri? Address(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address)) return address;
        argument.AddError($"'{argument.Tokens[0].Value}' is no address such as http://127.0.0.1:9200");
        return null;
    }

    private sealed record Comparison(Uri? Real, int Documents, int Batch, int Connections, int Rounds)
    {
        private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

        /// <summary>Whether the blends stay on the real Elasticsearch.</summary>
        public bool Keeps { get; init; }

        /// <summary>Whether the blends are ingested, or there already.</summary>
        public bool Ingests { get; init; } = true;

        public async Task<int> StartAndRunAsync(string executable, CancellationToken cancellationToken)
        {
            var data = Directory.CreateTempSubdirectory("motionblend-bench-").FullName;
            try
            {
                await using (var empty = await NodeProcess.StartAsync(executable, data, StartLimit, cancellationToken))
                {
                    Print($"start, empty: {empty.StartTime.TotalSeconds:0.00} s; memory {empty.Memory()?.Now:0} MB");
                    await RunAsync(empty.Address, cancellationToken);
                    Print($"memory after the run: {empty.Memory()?.Now:0} MB, at its highest {empty.Memory()?.Highest:0} MB");
                }

                // Disposing kills, so this start also recovers whatever the last one had not written out.
                await using var full = await NodeProcess.StartAsync(executable, data, StartLimit, cancellationToken);
                using var server = new BenchServer("node", full.Address);
                var count = (await server.ReadAsync(HttpMethod.Get, $"/{IngestBench.Index}/_count", null, cancellationToken)).GetProperty("count").GetInt64();
                Print($"start after a kill, with {count} blends: {full.StartTime.TotalSeconds:0.00} s; memory {full.Memory()?.Now:0} MB");
                return count == Documents ? 0 : 1;
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }
        }

        public async Task<int> RunAsync(Uri node, CancellationToken cancellationToken)
        {
            var servers = new List<BenchServer> { new("node", node) };
            if (Real is not null) servers.Add(new BenchServer("real", Real));
            try
            {
                if (Ingests) await IngestAsync(servers, cancellationToken);
                foreach (var times in await new QueryBench(servers).RunAsync(Rounds, cancellationToken)) PrintTimes(servers, times);
                foreach (var server in servers.Where(server => server.Name == "real" && !Keeps)) await server.DeleteIndexAsync(IngestBench.Index, cancellationToken);
                return 0;
            }
            finally
            {
                foreach (var server in servers) server.Dispose();
            }
        }

        private async Task IngestAsync(List<BenchServer> servers, CancellationToken cancellationToken)
        {
            var rates = await new IngestBench(servers, new BlendFactory()).RunAsync(Documents, Batch, Connections, cancellationToken);
            var ratio = rates.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"; ratio {rates[0].Mean / rates[1].Mean:0.00}") : "";
            Print($"ingest of {Documents} in batches of {Batch}, {Connections} at once: {string.Join(", ", rates.Select((rate, i) => $"{servers[i].Name} {rate.Mean:0} docs/s (best window {rate.Best:0})"))}{ratio}");
        }

        private static void PrintTimes(List<BenchServer> servers, QueryTimes times)
        {
            var each = servers.Select((server, i) => string.Create(CultureInfo.InvariantCulture, $"{server.Name} {times.Median[i],7:0.00} p95 {times.P95[i],7:0.00}"));
            var ratio = servers.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"  ratio {times.Median[0] / times.Median[1]:0.00}") : "";
            var wrong = times.Totals.Distinct().Count() > 1 ? $"  FOUND {string.Join(" / ", times.Totals)}" : "";
            Print($"{times.Name,-38} {string.Join("  ", each)} ms{ratio}{wrong}");
        }

        private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}
