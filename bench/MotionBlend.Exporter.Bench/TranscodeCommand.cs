using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Bench;

/// <summary><c>transcode</c>: the exporter without network and server: rows to bulk bodies on one thread, and a file to a null sink.</summary>
internal static class TranscodeCommand
{
    private const int SampleRows = 40_000;
    private static readonly BatchLimits Limits = new(5000, 2 * 1024 * 1024);

    public static Command Create()
    {
        var mart = new Option<string>("--mart") { Required = true, Description = "Mart file of some hundred thousand rows." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 7, Description = "How often each is measured; medians are printed." };
        var command = new Command("transcode", "Rows to bulk bodies on one thread, and the whole file to a null sink.") { mart, rounds };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await JudgeAsync(parsed.GetRequiredValue(mart), parsed.GetValue(rounds), cancellationToken);
            await SinkAsync(parsed.GetRequiredValue(mart), parsed.GetValue(rounds), cancellationToken);
        });
        return command;
    }

    private static async Task JudgeAsync(string path, int rounds, CancellationToken cancellationToken)
    {
        var batches = new List<MartBatch>();
        await using (var source = await MartFile.OpenAsync(path, cancellationToken))
        {
            await foreach (var batch in source.ReadAsync(Limits, cancellationToken))
            {
                batches.Add(batch);
                if (batches.Sum(read => read.Count) >= SampleRows)
                {
                    break;
                }
            }
        }

        var judge = new BatchJudge(new QualityGate());
        var rows = batches.Sum(batch => batch.Count);
        var bytes = 0L;
        Measure("rows to bulk bodies, one thread", rows, rounds, () =>
        {
            bytes = 0;
            foreach (var batch in batches)
            {
                using var judged = judge.Judge(batch);
                bytes += judged.Body.ByteCount;
            }

            return Task.CompletedTask;
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes / rows} bytes a document"));
        batches.ForEach(batch => batch.Dispose());
    }

    private static async Task SinkAsync(string path, int rounds, CancellationToken cancellationToken)
    {
        long rows = 0;
        await using (var source = await MartFile.OpenAsync(path, cancellationToken))
        {
            await foreach (var batch in source.ReadAsync(Limits, cancellationToken))
            {
                rows += batch.Count;
                batch.Dispose();
            }
        }

        Measure($"{Path.GetFileName(path)} to JSON rows alone", rows, rounds, async () =>
        {
            await using var source = await MartFile.OpenAsync(path, cancellationToken);
            await foreach (var batch in source.ReadAsync(Limits, cancellationToken))
            {
                batch.Dispose();
            }
        });
        Measure($"{Path.GetFileName(path)} to a null sink, end to end", rows, rounds, async () =>
        {
            var sink = new NullSink();
            var ledger = new Ledger();
            await using var letters = new DeadLetterFile(Path.GetTempFileName(), "bench", path, TimeProvider.System);
            var state = new RunState("bench", ledger, new DocumentCensus(), letters, new RunProgress(ledger, TimeProvider.System), new ConcurrencyLimit(8, 32 << 20));
            var schedule = new RetrySchedule(TimeSpan.Zero, Random.Shared);
            var indexer = new BlendIndexer(new BulkClient(sink), schedule, state, TimeProvider.System, NullLogger<BlendIndexer>.Instance);
            var pipeline = new ExportPipeline(new BatchJudge(new QualityGate()), indexer, state, new DeadLetterCap(long.MaxValue, null));
            await using var source = await MartFile.OpenAsync(path, cancellationToken);
            await pipeline.RunAsync(source, new IndexingTarget("bench", IsAlias: false, IsNew: true), Limits, cancellationToken);
            if (!ledger.Counts.IsBalanced || sink.Documents != ledger.Counts.Created)
            {
                throw new InvalidOperationException($"the ledger does not agree with the sink: {ledger.Counts}, {sink.Documents} taken");
            }
        });
    }

    private static void Measure(string what, long rows, int rounds, Func<Task> round)
    {
        var wall = new List<double>();
        var cpu = new List<double>();

        // The first rounds are for the compiler.
        for (var number = -2; number < rounds; number++)
        {
            var clock = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            round().GetAwaiter().GetResult();
            if (number >= 0)
            {
                cpu.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
                wall.Add(clock.Elapsed.TotalSeconds);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {rows / Median.Of(wall):N0} rows/s of wall time, {rows / Median.Of(cpu):N0} rows per second of CPU (best {rows / cpu.Min():N0}), {rows:N0} rows, {rounds} rounds"));
    }
}
