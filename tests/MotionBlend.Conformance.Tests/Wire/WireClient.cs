using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace MotionBlend.Conformance.Tests.Wire;

/// <summary>Sends requests to one server exactly as they are written: no retry, no default header, no rewritten path.</summary>
public sealed partial class WireClient : IDisposable
{
    private readonly HttpClient _http;

    public WireClient(Uri address, TimeSpan? timeout = null)
    {
        Address = new Uri(address.GetLeftPart(UriPartial.Authority));
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = timeout ?? TimeSpan.FromSeconds(60),
        };
    }

    public Uri Address { get; }

    /// <summary>Sends and reads to the end.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached or broke the connection.</exception>
    /// <exception cref="TaskCanceledException">The server did not answer in time.</exception>
    public async Task<WireReply> SendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), Target(request.Path));
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            if (request.ContentType is not null) message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        foreach (var (name, value) in request.Headers) SetHeader(message, name, value);
        using var response = await _http.SendAsync(message, cancellationToken);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return new WireReply((int)response.StatusCode, text, response.Content.Headers.ContentType?.MediaType, Warnings(response.Headers))
        {
            IsHead = request.Method == "HEAD",
        };
    }

    /// <summary>Sends a JSON body, or none.</summary>
    public Task<WireReply> SendAsync(string method, string path, string? json, CancellationToken cancellationToken) =>
        SendAsync(WireRequest.WithJson(method, path, json), cancellationToken);

    public void Dispose() => _http.Dispose();

    private Uri Target(string path) =>
        new(Address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static void SetHeader(HttpRequestMessage message, string name, string value)
    {
        if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            message.Content ??= new ByteArrayContent([]);
            message.Content.Headers.Remove(name);
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }
        else
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static List<string> Warnings(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Warning", out var values)) return [];
        return [.. values.SelectMany(value => WarningText().Matches(value)).Select(match => Regex.Unescape(match.Groups[1].Value))];
    }

    [GeneratedRegex("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex WarningText();
}
