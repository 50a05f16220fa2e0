using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Tests;

/// <summary>A node in this process on a free port, with a folder of its own that goes with it.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly SearchNodeApplication _node;

    private TestNode(SearchNodeApplication node, string folder)
    {
        _node = node;
        Folder = folder;
        Http = new HttpClient { BaseAddress = node.Address };
    }

    public string Folder { get; }

    public HttpClient Http { get; }

    /// <summary>True keeps the folder for another node.</summary>
    public bool KeepFolder { get; set; }

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), "mb-node-" + Guid.NewGuid().ToString("N"));

    public static Task<TestNode> StartAsync(params string[] settings) => StartInAsync(NewFolder(), settings);

    public static Task<TestNode> StartInAsync(string folder, params string[] settings) => StartInAsync(folder, TimeProvider.System, settings);

    public static async Task<TestNode> StartInAsync(string folder, TimeProvider clock, params string[] settings) =>
        new(await SearchNodeApplication.StartAsync(folder, settings, clock, TestContext.Current.CancellationToken), folder);

    /// <summary>Sends a request with a JSON body, and gives status and body.</summary>
    public async Task<(int Status, JsonNode? Body)> SendAsync(string method, string path, string? json = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    /// <summary>Sends a bulk request of lines, and lets searches see it or not; fails unless it is answered.</summary>
    public async Task<JsonNode> BulkAsync(string index, IEnumerable<string> lines, bool refresh = true)
    {
        var (status, body) = await SendAsync("POST", $"/{index}/_bulk?refresh={(refresh ? "true" : "false")}", string.Join('\n', lines) + "\n", "application/x-ndjson");
        Assert.Equal(200, status);
        return body!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _node.DisposeAsync();
        if (!KeepFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
