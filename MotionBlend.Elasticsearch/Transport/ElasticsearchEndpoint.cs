using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace MotionBlend.Elasticsearch.Transport;

/// <summary>
/// Where Elasticsearch is and how to authenticate, as it stands in <c>ConnectionStrings:elasticsearch</c>:
/// a URL, with <c>user:password@</c> percent-encoded if need be, or <c>Endpoint=https://...;ApiKey=...</c>.
/// Credentials are taken out of the address, so that it can be logged.
/// </summary>
public sealed class ElasticsearchEndpoint
{
    private ElasticsearchEndpoint(Uri address, AuthenticationHeaderValue? authorization)
    {
        Address = address;
        Authorization = authorization;
    }

    /// <summary>Address without credentials, query or fragment; ends in a slash.</summary>
    public Uri Address { get; }

    /// <summary>Value of the Authorization header; null for none. Secret.</summary>
    internal AuthenticationHeaderValue? Authorization { get; }

    /// <summary>True when requests carry credentials.</summary>
    public bool HasCredentials => Authorization is not null;

    /// <summary>Reads a connection string.</summary>
    /// <param name="connectionString">A URL or key=value pairs.</param>
    /// <param name="apiKey">API key (encoded form, as Kibana shows it); wins over credentials in the string. Null or empty for none.</param>
    /// <param name="endpoint">The endpoint on success.</param>
    /// <param name="fault">What is wrong with it, without quoting it, as it may hold a secret.</param>
    public static bool TryParse(string connectionString, string? apiKey,
        [NotNullWhen(true)] out ElasticsearchEndpoint? endpoint, [NotNullWhen(false)] out string? fault)
    {
        endpoint = null;
        var address = connectionString.Trim();
        if (!address.StartsWith("http", StringComparison.OrdinalIgnoreCase) && address.Contains('=', StringComparison.Ordinal))
        {
            var pairs = ReadPairs(address, out var pairFault);
            if (pairs is null)
            {
                fault = pairFault;
                return false;
            }

            if (!pairs.TryGetValue("Endpoint", out var value))
            {
                fault = "has no Endpoint";
                return false;
            }

            address = value;
            apiKey = string.IsNullOrEmpty(apiKey) ? pairs.GetValueOrDefault("ApiKey") : apiKey;
        }

        // A password that is not percent-encoded ends the authority early; what follows would be taken for an address, and logged.
        var isUrl = Uri.TryCreate(address, UriKind.Absolute, out var uri);
        if (isUrl ? (uri!.PathAndQuery + uri.Fragment).Contains('@', StringComparison.Ordinal) : address.Contains('@', StringComparison.Ordinal))
        {
            fault = "has an '@' behind the host: percent-encode '/', '?', '#' and '@' in user and password, e.g. '/' as %2F";
            return false;
        }

        if (uri is null || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            fault = "is no http or https URL such as http://localhost:9200 or Endpoint=https://host:443;ApiKey=key";
            return false;
        }

        fault = null;
        var bare = new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" };
        bare.Path = bare.Path.EndsWith('/') ? bare.Path : bare.Path + "/";
        endpoint = new ElasticsearchEndpoint(bare.Uri, Authenticate(uri, apiKey));
        return true;
    }

    /// <summary>The address; never the credentials.</summary>
    public override string ToString() => Address.ToString();

    private static AuthenticationHeaderValue? Authenticate(Uri uri, string? apiKey)
    {
        if (!string.IsNullOrEmpty(apiKey))
        {
            return new AuthenticationHeaderValue("ApiKey", apiKey);
        }

        return uri.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo))));
    }

    private static Dictionary<string, string>? ReadPairs(string text, out string fault)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var key = at > 0 ? part[..at].Trim() : "";
            if (!key.Equals("Endpoint", StringComparison.OrdinalIgnoreCase) && !key.Equals("ApiKey", StringComparison.OrdinalIgnoreCase))
            {
                fault = "has a part that is neither Endpoint=... nor ApiKey=...";
                return null;
            }

            pairs[key] = part[(at + 1)..].Trim();
        }

        fault = "";
        return pairs;
    }
}
