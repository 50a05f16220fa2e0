using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Mart.BigQuery.Auth;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Auth;

public sealed class BigQueryCredentialsTests
{
    [Fact]
    public async Task FindAsync_Emulator_NeedsNone()
    {
        var endpoints = BigQueryEndpoints.Google with { IsEmulator = true };

        var tokens = await BigQueryCredentials.FindAsync(endpoints, null, _ => null, TestContext.Current.CancellationToken);

        Assert.Empty(await tokens.HeadersAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FindAsync_AccessToken_IsSentAndNotShown()
    {
        var tokens = await BigQueryCredentials.FindAsync(
            BigQueryEndpoints.Google, null, name => name == BigQueryCredentials.AccessTokenVariable ? "ya29.secret\n" : null, TestContext.Current.CancellationToken);

        Assert.Equal([new("authorization", "Bearer ya29.secret")], await tokens.HeadersAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret", tokens.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_TokenWithALineBreak_IsRefusedUnseen()
    {
        var exception = await Assert.ThrowsAsync<MartException>(() => BigQueryCredentials.FindAsync(
            BigQueryEndpoints.Google, null, _ => "se\ncret", TestContext.Current.CancellationToken));

        Assert.Contains(BigQueryCredentials.AccessTokenVariable, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_NoSuchFile_NamesIt()
    {
        var exception = await Assert.ThrowsAsync<MartException>(() => BigQueryCredentials.FindAsync(
            BigQueryEndpoints.Google, "/no/such/key.json", _ => null, TestContext.Current.CancellationToken));

        Assert.Contains("/no/such/key.json", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("private-secret")]
    [InlineData("""{"type":"service_account","private_key":"private-secret","client_email":"a@b.c"}""")]
    public async Task FindAsync_FileThatIsNoKey_IsRefusedUnseen(string content)
    {
        var path = Path.Combine(Path.GetTempPath(), $"motionblend-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        try
        {
            var exception = await Assert.ThrowsAsync<MartException>(() => BigQueryCredentials.FindAsync(
                BigQueryEndpoints.Google, path, _ => null, TestContext.Current.CancellationToken));

            Assert.Contains("no service account's key file", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("private-secret", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task OpenAsync_Token_IsSentWithEveryRequest()
    {
        await using var fake = await FakeBigQuery.StartAsync(10);
        await using var mart = await fake.OpenAsync(MartReading.Source(BigQueryReadMode.Rest), tokens: new FixedAccessToken("t0ken"));

        await mart.RowsAsync();

        Assert.All(fake.Requests, request => Assert.Equal("Bearer t0ken", request.Authorization));
    }
}
