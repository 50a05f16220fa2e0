using System.Net;
using System.Net.Sockets;
using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost.Tests.Configuration;

public sealed class ServicePortsTests
{
    [Fact]
    public void Choose_DefaultFree_TakesIt()
    {
        Assert.Equal(5180, ServicePorts.Choose(null, 5180, "the dashboard", _ => true, out var note));
        Assert.Null(note);
    }

    [Fact]
    public void Choose_DefaultTaken_TakesTheNextFreeOneAndSaysSo()
    {
        int[] taken = [5180, 5182];

        var port = ServicePorts.Choose(null, 5180, "the dashboard", candidate => !taken.Contains(candidate), out var note);

        // 5181 is free but belongs to the API.
        Assert.Equal(5183, port);
        Assert.Equal("port 5180 is taken: the dashboard uses 5183.", note);
    }

    [Fact]
    public void Choose_ExplicitPortTaken_GivesNoneInstead() =>
        Assert.Null(ServicePorts.Choose(8080, 5180, "the dashboard", _ => false, out _));

    [Fact]
    public void Choose_Zero_GivesAnyFreePort()
    {
        var port = ServicePorts.Choose(0, 5180, "the dashboard", _ => throw new InvalidOperationException(), out _);

        Assert.NotNull(port);
        Assert.True(ServicePorts.IsFree(port.Value));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    public void IsFree_SomebodyListens_IsFalse(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();

        Assert.False(ServicePorts.IsFree(((IPEndPoint)listener.LocalEndpoint).Port));
    }
}
