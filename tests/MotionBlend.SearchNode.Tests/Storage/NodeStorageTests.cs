using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Tests.Storage;

public sealed class NodeStorageTests : IDisposable
{
    // Minutes of work, were it not cancelled.
    private const string Endless = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(100000) b";

    private readonly SearchNodeOptions _options = new() { DataFolder = TestNode.NewFolder(), MaxReaders = 1, MaxQueuedReads = 1 };

    [Fact]
    public async Task Read_Cancelled_StopsItsQuery()
    {
        using var storage = NodeStorage.Open(_options, NullLogger.Instance);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var started = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(storage, cancel.Token));

        Assert.True(started.Elapsed < TimeSpan.FromSeconds(10), $"took {started.Elapsed}");
        Assert.Equal(1, await storage.ReadAsync(session => session.Single("SELECT 1", row => row.Long(0)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Read_CancelledAtAnyMoment_LeavesItsConnectionUsable()
    {
        const int cancellations = 3_000;
        using var storage = NodeStorage.Open(_options, NullLogger.Instance);
        for (var i = 0; i < cancellations; i++)
        {
            using var cancel = new CancellationTokenSource();
            var read = storage.ReadAsync(session => session.Single("SELECT 1", row => row.Long(0)), cancel.Token);
            Thread.SpinWait(i * 10);
            await cancel.CancelAsync();
            await Task.WhenAny(read);
            Assert.True(read.IsCompletedSuccessfully || read.IsCanceled, read.Exception?.ToString());
        }

        Assert.Equal(1, await storage.ReadAsync(session => session.Single("SELECT 1", row => row.Long(0)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Read_BeyondTheQueue_IsRejectedAsElasticsearchDoes()
    {
        using var storage = NodeStorage.Open(_options, NullLogger.Instance);
        using var cancel = new CancellationTokenSource();
        var running = RunAsync(storage, cancel.Token);
        var waiting = RunAsync(storage, cancel.Token);

        var fault = await Assert.ThrowsAsync<FailureException>(() => RunAsync(storage, cancel.Token));

        Assert.Equal(FailureKind.EsRejectedExecution, fault.Failure.Kind);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Write_ThatThrows_LeavesNothing()
    {
        using var storage = NodeStorage.Open(_options, NullLogger.Instance);

        await Assert.ThrowsAsync<InvalidOperationException>(() => storage.WriteAsync<bool>(
            session =>
            {
                session.Execute("CREATE TABLE half (a INTEGER)");
                throw new InvalidOperationException("in the middle");
            },
            TestContext.Current.CancellationToken));

        var tables = await storage.ReadAsync(
            session => session.Query("SELECT table_name FROM duckdb_tables() WHERE table_name = 'half'", row => row.Text(0)),
            TestContext.Current.CancellationToken);
        Assert.Empty(tables);
    }

    [Fact]
    public async Task Read_WriteCommittedBeforeItsFirstStatement_DoesNotShowIt()
    {
        using var storage = NodeStorage.Open(_options, NullLogger.Instance);
        await WriteAsync(storage, "CREATE TABLE rows (a INTEGER)");

        var seen = await storage.ReadAsync(
            session =>
            {
                WriteAsync(storage, "INSERT INTO rows VALUES (1)").GetAwaiter().GetResult();
                return Count(session);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(0, seen);
        Assert.Equal(1, await storage.ReadAsync(Count, TestContext.Current.CancellationToken));

        static long Count(ReadSession session) => session.Single("SELECT count(*) FROM rows", row => row.Long(0));
    }

    public void Dispose() => Directory.Delete(_options.DataFolder, recursive: true);

    private static Task<bool> WriteAsync(NodeStorage storage, string statement) => storage.WriteAsync(
        session =>
        {
            session.Execute(statement);
            return true;
        },
        TestContext.Current.CancellationToken);

    private static Task<long> RunAsync(NodeStorage storage, CancellationToken cancellationToken) =>
        storage.ReadAsync(session => session.Single(Endless, row => row.Long(0)), cancellationToken);
}
