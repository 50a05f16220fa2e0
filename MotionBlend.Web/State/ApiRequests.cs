using System.Globalization;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.State;

/// <summary>The API's requests in words: shown where one failed, offered as curl, and what tells one question from another.</summary>
internal static class ApiRequests
{
    /// <summary>Host in a curl line; where the API is reached from outside is not the dashboard's to know.</summary>
    private const string HostPlaceholder = "$MOTIONBLEND_API";

    private const string Method = "GET ";

    /// <summary>A page of blends.</summary>
    public static string Search(BlendSearch search) => Get("/api/v1/blends", BlendQueryString.Format(search));

    /// <summary>One blend.</summary>
    public static string Blend(string blendId) => Get("/api/v1/blends/" + Uri.EscapeDataString(blendId), []);

    /// <summary>The quality of a set.</summary>
    public static string Quality(BlendFilter filter, double interval) => Get("/api/v1/analytics/quality",
        BlendQueryString.Format(filter).Append(new("interval", interval.ToString("R", CultureInfo.InvariantCulture))));

    /// <summary>The cluster.</summary>
    public static string Cluster() => Get("/api/v1/cluster", []);

    /// <summary>A request as a command line.</summary>
    public static string Curl(string request) => $"curl \"{HostPlaceholder}{request[Method.Length..]}\"";

    private static string Get(string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var query = BlendQueryString.Join(parameters);
        return Method + (query.Length == 0 ? path : path + "?" + query);
    }
}
