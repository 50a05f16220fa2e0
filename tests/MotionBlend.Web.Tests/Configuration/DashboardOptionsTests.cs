using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MotionBlend.Web.Configuration;

namespace MotionBlend.Web.Tests.Configuration;

public sealed class DashboardOptionsTests
{
    [Fact]
    public void Value_NothingSet_IsValid() => Assert.Equal("https+http://api/", Read([]).ApiUrl.AbsoluteUri);

    [Theory]
    [InlineData("MotionBlend:Dashboard:ApiUrl", "ftp://api", "MotionBlend:Dashboard:ApiUrl must be an absolute http(s) address")]
    [InlineData("MotionBlend:Dashboard:ApiTimeout", "00:00:00", "MotionBlend:Dashboard:ApiTimeout must be from 00:00:01 to 00:05:00, but is 00:00:00.")]
    [InlineData("MotionBlend:Dashboard:RefreshInterval", "00:00:01", "MotionBlend:Dashboard:RefreshInterval must be from 00:00:05 to 01:00:00, but is 00:00:01.")]
    [InlineData("MotionBlend:Dashboard:PrerenderBudget", "-00:00:01", "MotionBlend:Dashboard:PrerenderBudget must be from 00:00:00 to 00:00:10, but is -00:00:01.")]
    [InlineData("MotionBlend:Dashboard:TargetShare", "1.5", "MotionBlend:Dashboard:TargetShare must be from 0 to 1, but is 1.5.")]
    public void Value_OutOfRange_NamesTheKey(string key, string value, string message)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(new() { [key] = value }));

        Assert.StartsWith(message, Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Value_SeveralFaults_ReportsAll()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(new()
        {
            ["MotionBlend:Dashboard:TargetShare"] = "-1",
            ["MotionBlend:Dashboard:ApiTimeout"] = "01:00:00",
        }));

        Assert.Equal(2, exception.Failures.Count());
    }

    private static DashboardOptions Read(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddDashboard();
        using var provider = builder.Services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<DashboardOptions>>().Value;
    }
}
