using System.Globalization;
using System.Text.Json;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

public sealed class BigQueryMartTests
{
    [Theory]
    [InlineData("Rest")]
    [InlineData("Storage")]
    public async Task ReadAsync_AllRows_GivesEveryValue(string mode)
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        await using var mart = await fake.OpenAsync(MartReading.Source(Enum.Parse<BigQueryReadMode>(mode)));

        var rows = await mart.RowsAsync();

        Assert.Equal(1000, rows.Count);
        Assert.Equal(1000, mart.TotalRows);
        foreach (var text in rows)
        {
            using var row = JsonDocument.Parse(text);
            var number = long.Parse(row.RootElement.GetProperty(BlendFields.BlendId).GetString()!["blend_".Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.Equal(MartColumn.All.Select(column => column.Name), row.RootElement.EnumerateObject().Select(member => member.Name));
            foreach (var column in MartColumn.All)
            {
                Assert.Equal(FakeMart.Expected(FakeMart.Value(number, column), column), Value(row.RootElement.GetProperty(column.Name), column));
            }
        }
    }

    [Fact]
    public async Task ReadAsync_OverBothInterfaces_GivesTheSameBytes()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        await using var rest = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Rest));
        await using var storage = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Storage));

        var overRest = await rest.RowsAsync();
        var overStorage = await storage.RowsAsync();

        Assert.Equal(overRest.Order(StringComparer.Ordinal), overStorage.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(499, "TABLE", false)]
    [InlineData(500, "TABLE", true)]
    [InlineData(500, "VIEW", false)]
    public async Task ReadAsync_Auto_ChoosesStorageForLargeTables(int rows, string type, bool isStorage)
    {
        await using var fake = await FakeBigQuery.StartAsync(rows);
        fake.TableType = type;
        await using var mart = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Auto));

        Assert.Equal(rows, (await mart.RowsAsync()).Count);

        Assert.Equal(isStorage, fake.Storage.LastRequest is not null);
        Assert.Equal(isStorage, fake.Requests.All(request => request.Operation != "page"));
    }

    [Fact]
    public async Task ReadAsync_AutoAndSessionDenied_ReadsOverRest()
    {
        await using var fake = await FakeBigQuery.StartAsync(600);
        fake.Storage.RefuseSession(Grpc.Core.StatusCode.PermissionDenied);
        await using var mart = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Auto));

        Assert.Equal(600, (await mart.RowsAsync()).Count);
        Assert.Contains(fake.Requests, request => request.Operation == "page");
    }

    [Fact]
    public async Task ReadAsync_Shard_IsChosenByQuery()
    {
        await using var fake = await FakeBigQuery.StartAsync(600);
        var source = MartReading.Source(BigQueryReadMode.Auto) with { Window = new MartWindow { Shard = new MartShard(1, 8) } };
        await using var mart = await fake.OpenAsync(source);

        await mart.RowsAsync();

        Assert.Contains("FARM_FINGERPRINT", (string)fake.Requests.Single(request => request.Operation == "jobs.insert").Body!["configuration"]!["query"]!["query"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_StorageAndTooCostly_RefusesBeforeReading()
    {
        await using var fake = await FakeBigQuery.StartAsync(600);
        fake.BytesProcessed = 1L << 40;
        await using var mart = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Storage));

        var exception = await Assert.ThrowsAsync<Exporter.Mart.MartException>(() => mart.RowsAsync());

        Assert.Contains("1099511627776 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Null(fake.Storage.LastRequest);
    }

    [Fact]
    public async Task EstimateAsync_DryRun_GivesBytesAndPrice()
    {
        await using var fake = await FakeBigQuery.StartAsync(1);
        fake.BytesProcessed = 1L << 39;
        await using var mart = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Rest));

        var estimate = await mart.EstimateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1L << 39, estimate.Bytes);
        Assert.Equal(3.125m, estimate.Dollars);
        var configuration = fake.Requests[^1].Body!["configuration"]!;
        Assert.True((bool)configuration["dryRun"]!);
    }

    [Fact]
    public async Task ReadColumnsAsync_Table_NamesItsColumns()
    {
        await using var fake = await FakeBigQuery.StartAsync(1);
        await using var mart = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Rest));

        Assert.Equal(MartColumn.All.Select(column => column.Name), await mart.ReadColumnsAsync(TestContext.Current.CancellationToken));
    }

    private static object? Value(JsonElement cell, MartColumn column) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when column.Type == BlendFieldType.Integer => cell.GetInt64(),
        JsonValueKind.Number => cell.GetDouble(),
        _ when column.Type == BlendFieldType.Date => cell.GetDateTime(),
        _ => cell.GetString(),
    };
}
