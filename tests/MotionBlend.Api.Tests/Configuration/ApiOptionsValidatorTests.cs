using Microsoft.Extensions.Options;
using MotionBlend.Api.Configuration;

namespace MotionBlend.Api.Tests.Configuration;

public sealed class ApiOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.Empty(Faults(_ => { }));

    [Fact]
    public void Validate_NoConnectionString_NamesTheKeyAndAnExample() => Assert.Equal(
        ["ConnectionStrings:elasticsearch is not set. It names the search backend, e.g. ConnectionStrings__elasticsearch=http://localhost:9200."],
        Faults(options => options.ConnectionString = null));

    [Fact]
    public void Validate_BadConnectionString_DoesNotQuoteIt()
    {
        var fault = Assert.Single(Faults(options => options.ConnectionString = "localhost:9200;secret"));

        Assert.Equal(
            "ConnectionStrings:elasticsearch is no http or https URL such as http://localhost:9200 or Endpoint=https://host:443;ApiKey=key.", fault);
    }

    [Theory]
    [InlineData("Index", "_all")]
    [InlineData("Index", "a,b")]
    [InlineData("Index", "*")]
    [InlineData("Index", "")]
    public void Validate_BadIndex_IsRefused(string member, string value) => Assert.StartsWith(
        $"MotionBlend:Api:{member} must be the name of an index or alias", Assert.Single(Faults(options => options.Index = value)), StringComparison.Ordinal);

    [Fact]
    public void Validate_EverythingWrong_ReportsAllAtOnce() => Assert.Equal(
        [
            "MotionBlend:Api:BackendTimeout must be from 00:00:00.1000000 to 00:05:00; it is 00:00:00.",
            "MotionBlend:Api:MaxQueryLength must be from 256 to 15000; it is 1.",
            "MotionBlend:Api:MaxBodyBytes must be from 0 to 10000000; it is -1.",
            "MotionBlend:Api:RateLimit must be from 0 to 2147483647; it is -1.",
            "MotionBlend:Api:RateWindow must be from 00:00:01 to 01:00:00; it is 02:00:00.",
            "MotionBlend:Api:Concurrency must be from 1 to 10000; it is 0.",
            "MotionBlend:Api:Queue must be from 0 to 10000; it is -1.",
            "MotionBlend:Api:CorsOrigins must hold origins such as https://studio.example, without a path; 'studio.example' is none.",
            "MotionBlend:Api:CorsOrigins must hold origins such as https://studio.example, without a path; 'https://studio.example/' is none.",
            "MotionBlend:Api:CorsOrigins must hold origins such as https://studio.example, without a path; '*' is none.",
        ],
        Faults(options =>
        {
            options.BackendTimeout = TimeSpan.Zero;
            options.MaxQueryLength = 1;
            options.MaxBodyBytes = -1;
            options.RateLimit = -1;
            options.RateWindow = TimeSpan.FromHours(2);
            options.Concurrency = 0;
            options.Queue = -1;
            options.CorsOrigins = ["studio.example", "https://studio.example/", "https://studio.example", "*"];
        }));

    [Fact]
    public void Create_BadSettings_FailsWithEveryKey()
    {
        var exception = Assert.Throws<OptionsValidationException>(() =>
            ApiApplication.Create(["--urls=http://127.0.0.1:0", "--MotionBlend:Api:Concurrency=0"]));

        Assert.Contains(exception.Failures, fault => fault.StartsWith("ConnectionStrings:elasticsearch is not set.", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, fault => fault.StartsWith("MotionBlend:Api:Concurrency", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Faults(Action<ApiOptions> change)
    {
        var options = new ApiOptions { ConnectionString = "http://localhost:9200" };
        change(options);
        return new ApiOptionsValidator().Validate(null, options).Failures ?? [];
    }
}
