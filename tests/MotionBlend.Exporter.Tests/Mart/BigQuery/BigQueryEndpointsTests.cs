using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

public sealed class BigQueryEndpointsTests
{
    [Fact]
    public void FromEnvironment_NothingSet_IsGoogle() => Assert.Same(BigQueryEndpoints.Google, BigQueryEndpoints.FromEnvironment(_ => null));

    [Theory]
    [InlineData("localhost:9050")]
    [InlineData("http://localhost:9050")]
    [InlineData("http://localhost:9050/")]
    public void FromEnvironment_EmulatorHost_IsItsAddress(string host)
    {
        var endpoints = BigQueryEndpoints.FromEnvironment(name => name == BigQueryEndpoints.EmulatorHostVariable ? host : null);

        Assert.Equal(new BigQueryEndpoints(new Uri("http://localhost:9050/"), null, IsEmulator: true), endpoints);
    }

    [Theory]
    [InlineData("ftp://localhost")]
    [InlineData("http://user:secret@localhost")]
    [InlineData("local host")]
    public void FromEnvironment_NoHost_NamesTheVariableAndNoSecret(string host)
    {
        var exception = Assert.Throws<MartException>(() => BigQueryEndpoints.FromEnvironment(_ => host));

        Assert.StartsWith(BigQueryEndpoints.EmulatorHostVariable, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }
}
