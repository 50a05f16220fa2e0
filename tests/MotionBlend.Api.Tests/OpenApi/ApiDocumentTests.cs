using System.Text.Json;
using System.Text.RegularExpressions;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Tests.OpenApi;

public sealed partial class ApiDocumentTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync(new Uri("http://127.0.0.1:1/"), TimeProvider.System);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Document_Paths_AreThoseOfTheApi()
    {
        var paths = (await DocumentAsync()).GetProperty("paths").EnumerateObject().Select(path => path.Name);

        Assert.Equal(["/api/v1/blends", "/api/v1/blends/{id}", "/api/v1/analytics/quality", "/api/v1/cluster"], paths);
    }

    [Fact]
    public async Task Document_SearchParameters_AreThoseOfTheGrammar() =>
        Assert.Equal(BlendQueryString.SearchParameters, (await ParametersAsync("/api/v1/blends")).Select(Name));

    [Fact]
    public async Task Document_QualityParameters_AreThoseOfAFilterAndTheInterval() =>
        Assert.Equal([.. BlendQueryString.FilterParameters, "interval"], (await ParametersAsync("/api/v1/analytics/quality")).Select(Name));

    [Fact]
    public async Task Document_EveryParameter_IsDescribedWithAnExample()
    {
        foreach (var path in (string[])["/api/v1/blends", "/api/v1/blends/{id}", "/api/v1/analytics/quality"])
        {
            Assert.All(await ParametersAsync(path), parameter =>
            {
                Assert.InRange(parameter.GetProperty("description").GetString()!.Length, 10, 500);
                Assert.NotEmpty(parameter.GetProperty("examples").GetProperty("example").GetProperty("value").ToString());
            });
        }
    }

    [Fact]
    public async Task Document_EveryExample_IsReadWithoutAFault()
    {
        var examples = (await ParametersAsync("/api/v1/blends")).Select(parameter =>
            KeyValuePair.Create(Name(parameter), parameter.GetProperty("examples").GetProperty("example").GetProperty("value").ToString()));

        BlendQueryString.Parse(examples, out var errors);

        Assert.Empty(errors);
    }

    [Fact]
    public async Task Document_EveryOperation_NamesItsProblems()
    {
        Assert.All((await DocumentAsync()).GetProperty("paths").EnumerateObject(), path =>
        {
            var replies = path.Value.GetProperty("get").GetProperty("responses").EnumerateObject().Select(reply => reply.Name).ToList();
            Assert.All((string[])["200", "400", "429", "502", "503", "504"], status => Assert.Contains(status, replies));
        });
    }

    [Fact]
    public async Task Document_Numbers_AreNumbersAlone()
    {
        var blend = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("BlendDocument").GetProperty("properties");

        Assert.Equal("number", blend.GetProperty("fid").GetProperty("type").GetString());
        Assert.Equal("integer", blend.GetProperty("transition_start_frame").GetProperty("type").GetString());
    }

    [Fact]
    public async Task ReferencePage_Html_AsksNobodyOutside()
    {
        var html = await _api.Http.GetStringAsync(new Uri("/scalar/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("MotionBlend API", html, StringComparison.Ordinal);
        Assert.All(Address().Matches(html), match => Assert.StartsWith(_api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), match.Value, StringComparison.Ordinal));
    }

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString() ?? "";

    private async Task<IEnumerable<JsonElement>> ParametersAsync(string path) =>
        (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray().ToList();

    private async Task<JsonElement> DocumentAsync() => (await _api.GetAsync("/openapi/v1.json")).Body;

    [GeneratedRegex("https?://[^\"' ]+")]
    private static partial Regex Address();
}
