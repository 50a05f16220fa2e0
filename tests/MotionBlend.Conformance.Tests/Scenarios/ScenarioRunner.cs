using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MotionBlend.Conformance.Tests.Scenarios;

/// <summary>Runs scenarios against whatever answers at an address, and removes the indices they made.</summary>
internal static class ScenarioRunner
{
    private const int Settling = 100;

    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs one scenario; fails with the step and the difference.</summary>
    public static async Task RunAsync(Uri address, string name, bool isElasticsearch, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        var index = $"scn-{name[(name.LastIndexOf('/') + 1)..][..4]}-{Guid.NewGuid():N}"[..20];
        var scenario = await Scenario.LoadAsync(name, index, cancellationToken);
        var saved = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            for (var i = 0; i < scenario.Steps.Count; i++)
                await StepAsync(http, scenario.Steps[i].With(saved), $"{name} step {i + 1} ({scenario.Description})", isElasticsearch, saved, cancellationToken);
        }
        finally
        {
            await CleanAsync(http, index, CancellationToken.None);
        }
    }

    private static async Task StepAsync(HttpClient http, ScenarioStep step, string where, bool isElasticsearch, Dictionary<string, string> saved, CancellationToken cancellationToken)
    {
        var response = await SendAsync(http, step, cancellationToken);
        for (var again = 0; again < Settling && isElasticsearch && step.Settles && (int)response.StatusCode != step.Status; again++)
        {
            response.Dispose();
            await Task.Delay(Recheck, TimeProvider.System, cancellationToken);
            response = await SendAsync(http, step, cancellationToken);
        }

        using (response)
            await JudgeAsync(response, step, where, isElasticsearch, saved, cancellationToken);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, ScenarioStep step, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(step.Method), step.Path);
        if (step.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(step.ContentType);
        }

        foreach (var (header, value) in step.Headers)
        {
            HttpHeaders headers = header == "Content-Type" ? request.Content!.Headers : request.Headers;
            headers.Remove(header);
            headers.TryAddWithoutValidation(header, value);
        }

        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task JudgeAsync(HttpResponseMessage response, ScenarioStep step, string where, bool isElasticsearch, Dictionary<string, string> saved, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var told = $"{where}: {step.Method} {step.Path} {step.Body}\n{(int)response.StatusCode} {text}";
        Assert.True((int)response.StatusCode == step.Status, $"expected status {step.Status}\n{told}");
        // Elasticsearch itself loses the header now and then when it refuses a write to a closed index.
        var mayLoseHeader = isElasticsearch && text.Contains("FORBIDDEN/4/index closed", StringComparison.Ordinal);
        Assert.True(mayLoseHeader || response.Headers.TryGetValues("X-elastic-product", out var product) && product.Single() == "Elasticsearch", $"product header\n{told}");
        foreach (var (header, value) in step.ExpectHeaders)
            Assert.True(HeaderOf(response, header) == value, $"header {header}: expected [{value}], is [{HeaderOf(response, header)}]\n{told}");
        if (step.Expect is { } expected && PartialJson.Difference(expected, JsonNode.Parse(text)) is { } difference)
            Assert.Fail($"{difference}\n{told}");
        if (step.ExpectText is { } pattern)
            Assert.True(Regex.IsMatch(text, pattern), $"expected text {pattern}\n{told}");
        foreach (var (name, member) in step.Save)
            saved[name] = JsonNode.Parse(text)![member]!.GetValue<string>();
    }

    private static string? HeaderOf(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) || response.Content.Headers.TryGetValues(header, out values)
            // HttpClient respells a content type with a space behind the semicolon.
            ? string.Join(',', values).Replace("; ", ";", StringComparison.Ordinal)
            : null;

    private static async Task CleanAsync(HttpClient http, string index, CancellationToken cancellationToken)
    {
        var names = await http.GetStringAsync(new Uri($"/_cat/indices/{index}*?h=index", UriKind.Relative), cancellationToken);
        foreach (var name in names.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            using (await http.DeleteAsync(new Uri($"/{name}", UriKind.Relative), cancellationToken))
            {
            }
    }
}
