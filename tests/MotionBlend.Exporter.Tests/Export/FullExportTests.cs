using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class FullExportTests
{
    private static readonly ElasticError Unreachable = new(ElasticFailure.Unreachable, null, null, "connection reset", "POST /x/_bulk");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_GoodRows_AreBehindTheAliasAsTheyStoodInTheMart()
    {
        await using var bench = new ExportBench();

        await bench.RunAsync(MartRows.Rows(95), Cancelled);

        var index = bench.Cluster.Behind(ExportBench.Alias);
        Assert.Equal(MartRows.Rows(95).Select(MartRows.Document).Order(), index.Documents.Values.Select(document => document.Source).Order());
        Assert.Equal((BlendBuilder.Blend(7).UpdatedAt - DateTimeOffset.UnixEpoch).Ticks / 10, index.Documents[BlendBuilder.Blend(7).BlendId].Version);
        Assert.Equal(new LedgerCounts(95, 95, 0, 0, 0, 0, 0), bench.Counts);
        Assert.Equal(95, bench.Report.VerifiedDocuments);
    }

    [Fact]
    public async Task RunAsync_ANewIndex_IsLoadedWithoutRefreshAndReplicasAndGetsThemAfterwards()
    {
        await using var bench = new ExportBench { Cluster = new MemoryCluster { DataNodes = 3 } };
        var duringLoad = new List<string>();
        bench.Cluster.OnBulk = _ => duringLoad.Add(bench.Cluster.Index(bench.Cluster.IndexNames.Single()).Settings.ToJsonString());

        await bench.RunAsync(MartRows.Rows(1), Cancelled);

        var index = bench.Cluster.Behind(ExportBench.Alias);
        Assert.Equal("""{"number_of_shards":3,"number_of_replicas":0,"refresh_interval":"-1","max_result_window":10000}""", Assert.Single(duringLoad));
        Assert.Equal("""{"number_of_shards":3,"number_of_replicas":1,"refresh_interval":"30s","max_result_window":10000}""", index.Settings.ToJsonString());
        Assert.Equal("""{"refresh_interval":"30s","number_of_replicas":1}""", index.Mappings["_meta"]?["settings_after_load"]?.ToJsonString());
        Assert.Equal("run-1", (string?)index.Mappings["_meta"]?["export_run"]);
    }

    [Fact]
    public async Task RunAsync_AgainAndAgain_KeepsTheIndexBeforeAndDeletesOlderOnes()
    {
        const string Stray = "mb_blends_v1-20260103t000000.000";
        var cluster = new MemoryCluster();
        string[] older = ["mb_blends_v1-20260101t000000.000", "mb_blends_v1-20260102t000000.000"];
        cluster.AddIndex(older[0]);
        cluster.AddIndex(Stray, run: null);
        cluster.AddIndex(older[1], ExportBench.Alias);
        cluster.AddIndex("mb_blends_v1-backup");
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(MartRows.Rows(3), Cancelled);

        Assert.Equal([older[1], Stray, bench.Report.Index!, "mb_blends_v1-backup"], cluster.IndexNames);
        Assert.Equal([older[0]], bench.Report.DeletedIndices);
        Assert.Equal([older[1]], bench.Report.PreviousIndices);
        Assert.Empty(cluster.Index(older[1]).Aliases);
    }

    [Fact]
    public async Task RunAsync_AnUnfinishedIndexOfAnotherRun_IsNamedAndLeftAlone()
    {
        var cluster = new MemoryCluster();
        cluster.AddIndex("mb_blends_v1-20260101t000000.000", refreshInterval: "-1");
        await using var bench = new ExportBench { Cluster = cluster };
        bench.Options = bench.Options with { Keep = 0 };

        await bench.RunAsync(MartRows.Rows(1), Cancelled);

        Assert.Equal(["mb_blends_v1-20260101t000000.000"], bench.Report.OrphanIndices);
        Assert.Contains("mb_blends_v1-20260101t000000.000", cluster.IndexNames);
    }

    [Fact]
    public async Task RunAsync_BadRows_AreDeadLettersWithColumnValueAndRule()
    {
        await using var bench = new ExportBench();
        var bad = MartRows.Row(2).Replace("\"blend_ratio\":0.5", "\"blend_ratio\":1.5", StringComparison.Ordinal);

        await bench.RunAsync([MartRows.Row(1), bad, "no json", MartRows.Row(3)], Cancelled);

        Assert.Equal(new LedgerCounts(4, 2, 0, 0, 0, 2, 0), bench.Counts);
        var letters = bench.DeadLetters().Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal((2, "gate", BlendBuilder.Blend(2).BlendId), ((int)letters[0]["row"]!, (string)letters[0]["stage"]!, (string)letters[0]["id"]!));
        Assert.Equal("""{"column":"blend_ratio","value":"1.5","rule":"blend_ratio_range","message":"is 1.5, must be a multiple of 0.01 from 0 to 1"}""",
            letters[0]["findings"]?[0]?.ToJsonString());
        Assert.Equal(bad, letters[0]["document"]!.ToJsonString());
        Assert.Equal((3, "json_syntax", "no json"), ((int)letters[1]["row"]!, (string)letters[1]["findings"]![0]!["rule"]!, (string)letters[1]["raw"]!));
    }

    [Fact]
    public async Task RunAsync_MoreBadRowsThanAllowed_GivesUpAndLeavesNothing()
    {
        await using var bench = new ExportBench();
        bench.Options = bench.Options with { Cap = new DeadLetterCap(1, null) };

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(["x", "y", .. MartRows.Rows(50)], Cancelled));

        Assert.Equal(ExportFailure.TooManyRejected, exception.Failure);
        Assert.Empty(bench.Cluster.IndexNames);
        Assert.Equal(2, bench.DeadLetters().Length);
    }

    [Fact]
    public async Task RunAsync_EveryRowBadWithinTheCap_IsNotPublished()
    {
        await using var bench = new ExportBench();
        bench.Options = bench.Options with { Cap = new DeadLetterCap(1, null) };

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(["x"], Cancelled));

        Assert.Equal(ExportFailure.TooManyRejected, exception.Failure);
        Assert.Empty(bench.Cluster.IndexNames);
        Assert.Single(bench.DeadLetters());
    }

    [Fact]
    public async Task RunAsync_AnIdTwice_TheNewerRowWinsAndTheLaterOfEqualOnes()
    {
        await using var bench = new ExportBench();
        var blend = BlendBuilder.Blend(1);
        var newer = blend with { UpdatedAt = blend.UpdatedAt.AddMinutes(1) };
        var equal = newer with { LeftMotionId = "later" };

        await bench.RunAsync([MartRows.Row(newer), .. MartRows.Rows(30).Skip(1), MartRows.Row(blend), MartRows.Row(equal)], Cancelled);

        Assert.Equal(new LedgerCounts(32, 30, 1, 0, 1, 0, 0), bench.Counts);
        Assert.Equal(MartRows.Document(MartRows.Row(equal)), bench.Cluster.Behind(ExportBench.Alias).Documents[blend.BlendId].Source);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileTheIndexIsMade_LeavesNoIndexBehind()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await using var bench = new ExportBench();
        bench.Cluster.Delay = request => request.Target.StartsWith("PUT /mb_blends_v1-", StringComparison.Ordinal) ? stop : null;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(MartRows.Rows(3), stop.Token));

        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancelled);
        Assert.Empty(bench.Cluster.IndexNames);
        Assert.Contains(bench.Cluster.Requests, request => request.StartsWith("PUT /mb_blends_v1-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_CancelledWhileTheAliasMoves_ReadersKeepAnIndex(bool hasPlaces)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var cluster = new MemoryCluster();
        cluster.AddIndex("mb_blends_v1-20260101t000000.000", ExportBench.Alias);
        cluster.Delay = request => request.Target == "POST /_aliases" ? stop : null;
        await using var bench = new ExportBench { Cluster = cluster };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(new MemoryMart(MartRows.Rows(3)) { HasPlaces = hasPlaces }, stop.Token));

        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancelled);
        Assert.Equal(3, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Theory]
    [InlineData("GET /_cluster/health", "asking for the cluster's health")]
    [InlineData("GET /mb_blends_v1", "looking up the alias")]
    [InlineData("GET /mb_exporter_runs/_doc/", "reading mb_exporter_runs")]
    [InlineData("PUT /mb_blends_v1-", "creating the index")]
    [InlineData("POST /mb_blends_v1-", "writing blends")]
    [InlineData("POST /_aliases", "moving the alias")]
    public async Task RunAsync_APrivilegeIsLacking_SaysForWhatAndWhichOnesAreNeeded(string target, string doing)
    {
        await using var bench = new ExportBench();
        bench.Cluster.Before = request => request.Target.StartsWith(target, StringComparison.Ordinal)
            ? new ElasticError(ElasticFailure.Forbidden, 403, "security_exception", "action is unauthorized", request.Target) : null;

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(3), Cancelled));

        Assert.Equal(ExportFailure.AccessDenied, exception.Failure);
        Assert.Contains($"lack a privilege ({doing}): {target}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'monitor' and the index privilege 'all' on the alias, on ALIAS-* and on mb_exporter_runs", exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_DocumentsVanishUnseen_AreMissedByTheCountAndNothingIsPublished()
    {
        var cluster = new MemoryCluster();
        cluster.AddIndex("mb_blends_v1-20260101t000000.000", ExportBench.Alias);
        await using var bench = new ExportBench { Cluster = cluster };
        cluster.After = request =>
        {
            if (request.Path.EndsWith("_bulk", StringComparison.Ordinal))
            {
                cluster.Index(cluster.IndexNames[^1]).Documents.Remove(BlendBuilder.Blend(2).BlendId);
            }

            return null;
        };

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(5), Cancelled));

        Assert.Equal((ExportFailure.VerificationFailed, "the index holds 4 documents where 5 were written"), (exception.Failure, exception.Message));
        Assert.Equal(["mb_blends_v1-20260101t000000.000"], cluster.IndexNames);
        Assert.NotEmpty(cluster.Behind(ExportBench.Alias).Aliases);
    }

    [Fact]
    public async Task RunAsync_TheMartHoldsFewerRowsThanItSays_IsNotPublished()
    {
        await using var bench = new ExportBench();

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(new MemoryMart(MartRows.Rows(5)) { TotalRows = 6 }, Cancelled));

        Assert.Equal(ExportFailure.VerificationFailed, exception.Failure);
    }

    [Fact]
    public async Task RunAsync_TheMartBreaksOffAtItsStart_EndsTheRunAndLeavesNothing()
    {
        await using var bench = new ExportBench();

        await Assert.ThrowsAsync<MartException>(() => bench.RunAsync(new MemoryMart([]) { Fault = new MartException("cut off") }, Cancelled));

        Assert.Empty(bench.Cluster.IndexNames);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(15, true)]
    public async Task RunAsync_Cancelled_KeepsWhatIsDoneAndReadersSeeTheIndexBefore(int batch, bool isKept)
    {
        const string Before = "mb_blends_v1-20260101t000000.000";
        await using var bench = new ExportBench();
        bench.Cluster.AddIndex(Before, ExportBench.Alias);
        bench.Options = bench.Options with { InFlight = 1 };
        using var cancel = new CancellationTokenSource();
        var batches = 0;
        var mart = new MemoryMart(MartRows.Rows(200))
        {
            OnBatch = () =>
            {
                if (++batches == batch)
                {
                    cancel.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(mart, cancel.Token));

        Assert.Equal(isKept, bench.Report.KeptRows > 0);
        Assert.Equal(isKept ? 2 : 1, bench.Cluster.IndexNames.Count);
        Assert.Contains(ExportBench.Alias, bench.Cluster.Index(Before).Aliases);
    }

    [Fact]
    public async Task RunAsync_ColumnsMissing_AreAllNamedBeforeAnythingIsWritten()
    {
        await using var bench = new ExportBench();
        var mart = new MemoryMart([]) { Columns = [.. new MemoryMart([]).Columns.Except(["fid", "updated_at"]), "extra"] };

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(mart, Cancelled));

        Assert.Equal((ExportFailure.SchemaMismatch, "memory lacks the columns fid, updated_at"), (exception.Failure, exception.Message));
        Assert.Empty(bench.Cluster.Requests);
    }

    [Theory]
    [InlineData("8.12.2", false)]
    [InlineData("7.17.28", false)]
    [InlineData("8.13.0", true)]
    [InlineData("9.0.0-SNAPSHOT", true)]
    public async Task RunAsync_ElasticsearchIsTooOldForVectors_IsToldBeforeAnythingIsWritten(string version, bool isEnough)
    {
        await using var bench = new ExportBench { Cluster = new MemoryCluster { Version = version } };

        var failure = await Record.ExceptionAsync(() => bench.RunAsync(MartRows.Rows(3), Cancelled));

        Assert.Equal(isEnough, failure is null);
        if (failure is ExportException known)
        {
            Assert.Equal((ExportFailure.ClusterRefused, "documents carry such a vector; upgrade Elasticsearch to 8.13 or newer"), (known.Failure, known.Cure));
            Assert.Single(bench.Cluster.Requests);
        }
    }

    [Fact]
    public async Task RunAsync_NoRowCouldBeIndexed_DoesNotEmptyTheAlias()
    {
        await using var bench = new ExportBench();

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync([], Cancelled));

        Assert.Equal(ExportFailure.VerificationFailed, exception.Failure);
        Assert.Empty(bench.Cluster.IndexNames);
    }

    [Fact]
    public async Task RunAsync_AConcreteIndexHasTheAliasName_IsRefused()
    {
        var cluster = new MemoryCluster();
        cluster.AddIndex(ExportBench.Alias);
        await using var bench = new ExportBench { Cluster = cluster };

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(1), Cancelled));

        Assert.Equal(ExportFailure.AliasIsIndex, exception.Failure);
        Assert.Equal([ExportBench.Alias], cluster.IndexNames);
    }

    [Theory]
    [InlineData(5, 5L)]
    [InlineData(0, null)]
    public async Task RunAsync_IfEmpty_ExportsOnlyWhenReadersSeeNothing(int visible, long? found)
    {
        var cluster = new MemoryCluster();
        cluster.AddIndex("mb_blends_v1-20260101t000000.000", ExportBench.Alias);
        for (var number = 0; number < visible; number++)
        {
            cluster.Behind(ExportBench.Alias).Documents[$"{number}"] = (1, "{}");
        }

        await using var bench = new ExportBench { Cluster = cluster };
        bench.Options = bench.Options with { IfEmpty = true };

        await bench.RunAsync(MartRows.Rows(3), Cancelled);

        Assert.Equal(found, bench.Report.FoundDocuments);
        Assert.Equal(found is null ? 3 : 0, bench.Counts.Created);
    }

    [Theory]
    [InlineData("PUT /mb_blends_v1-")]
    [InlineData("POST /_aliases")]
    public async Task RunAsync_TheReplyOfAnAdministrativeStepIsLost_TheRunConverges(string target)
    {
        await using var bench = new ExportBench();
        var losses = 1;
        bench.Cluster.After = request => request.Target.StartsWith(target, StringComparison.Ordinal) && losses-- > 0 ? Unreachable : null;

        await bench.RunAsync(MartRows.Rows(3), Cancelled);

        Assert.Equal(bench.Report.Index, Assert.Single(bench.Cluster.IndexNames));
        Assert.Equal(3, bench.Cluster.Behind(ExportBench.Alias).Visible);
    }
}
