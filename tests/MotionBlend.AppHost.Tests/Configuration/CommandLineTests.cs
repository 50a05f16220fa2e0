using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost.Tests.Configuration;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--search-backend embedded", "--MotionBlend:SearchBackend=embedded")]
    [InlineData("--search-backend=embedded", "--MotionBlend:SearchBackend=embedded")]
    [InlineData("--es-url http://localhost:9200", "--ConnectionStrings:elasticsearch=http://localhost:9200")]
    [InlineData("--data demo", "--MotionBlend:DataFolder=demo")]
    [InlineData("--fresh", "--MotionBlend:Fresh=true")]
    [InlineData("--mart a=b.ndjson", "--MotionBlend:Mart=a=b.ndjson")]
    [InlineData("--no-sample", "--MotionBlend:LoadMart=false")]
    [InlineData("--dashboard-port 8080", "--MotionBlend:Ports:Dashboard=8080")]
    [InlineData("--api-port 0", "--MotionBlend:Ports:Api=0")]
    [InlineData("--search-port 9201", "--MotionBlend:Ports:Search=9201")]
    [InlineData("--exporter-port 5182", "--MotionBlend:Ports:Exporter=5182")]
    [InlineData("--environment Staging", "--environment=Staging")]
    public void Parse_KnownOption_SetsItsKey(string typed, string argument)
    {
        var (arguments, faults) = CommandLine.Parse(typed.Split(' '));

        Assert.Empty(faults);
        Assert.Equal([argument], arguments);
    }

    [Fact]
    public void Parse_ConfigurationKey_Passes()
    {
        var (arguments, faults) = CommandLine.Parse(["--MotionBlend:SearchBackend=container", "--fresh"]);

        Assert.Empty(faults);
        Assert.Equal(["--MotionBlend:SearchBackend=container", "--MotionBlend:Fresh=true"], arguments);
    }

    [Theory]
    [InlineData("--fersh", "--fersh is not an option; did you mean --fresh?")]
    [InlineData("--serach-backend=embedded", "--serach-backend is not an option; did you mean --search-backend?")]
    [InlineData("--dashbord-port", "--dashbord-port is not an option; did you mean --dashboard-port?")]
    [InlineData("--quaternion", "--quaternion is not an option.")]
    [InlineData("fresh", "'fresh' is not an option, and the AppHost takes no other argument.")]
    [InlineData("--data", "--data needs a value: --data DIR.")]
    [InlineData("--data=", "--data needs a value: --data DIR.")]
    [InlineData("--fresh=yes", "--fresh takes no value, but 'yes' was given.")]
    public void Parse_UnusableArgument_SaysWhatIsWrong(string typed, string fault)
    {
        var (_, faults) = CommandLine.Parse([typed]);

        Assert.Equal([fault], faults);
    }

    [Fact]
    public void Parse_SeveralFaults_ReportsAll()
    {
        var (_, faults) = CommandLine.Parse(["--data", "--fersh", "extra"]);

        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void TryRead_NoEnvironmentNamed_AddsOneThatAnOptionOverrides()
    {
        Assert.True(CommandLine.TryRead(["--environment", "Staging"], out var arguments));

        Assert.StartsWith("--environment=", arguments[0], StringComparison.Ordinal);
        Assert.Equal("--environment=Staging", arguments[^1]);
    }
}
