using System.Globalization;
using Microsoft.Net.Http.Headers;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Http;

/// <summary>
/// Content negotiation as Elasticsearch does it: JSON and newline-delimited JSON, plain or in the vendored spelling
/// with a compatibility version (<c>application/vnd.elasticsearch+json; compatible-with=8</c>).
/// </summary>
internal static class MediaTypes
{
    private const string Vendored = "application/vnd.elasticsearch+";

    /// <summary>The content type of the reply.</summary>
    public static string ReplyType(string? accept) =>
        CompatibleWith(accept) is { } version && accept!.StartsWith(Vendored, StringComparison.OrdinalIgnoreCase)
            ? $"{Vendored}json;compatible-with={version}"
            : "application/json";

    /// <summary>Null when headers are in order.</summary>
    /// <param name="accept">The Accept header.</param>
    /// <param name="contentType">The Content-Type header.</param>
    /// <param name="hasBody">Whether a body came.</param>
    /// <param name="allowed">Compatibility versions that are answered.</param>
    public static Failure? CheckVersions(string? accept, string? contentType, bool hasBody, IReadOnlySet<int> allowed)
    {
        var accepted = CompatibleWith(accept);
        var content = CompatibleWith(contentType);
        if (accepted is { } a && !allowed.Contains(a))
            return Invalid($"Accept version must be either version 8 or 7, but found {a}. Accept={accept}");
        if (!hasBody)
            return null;
        if (content is { } c && !allowed.Contains(c))
            return Invalid($"Content-Type version must be either version 8 or 7, but found {c}. Content-Type={contentType}");
        if (accepted == content || (content is null && accept is null))
            return null;
        var match = accepted is not null && content is not null ? " and the compatible versions must match" : "";
        return Invalid(
            "A compatible version is required on both Content-Type and Accept headers if either one has requested a compatible version"
            + $"{match}. Accept={accept}, Content-Type={contentType}");
    }

    /// <summary>Whether a body of this type can be read; JSON everywhere, JSON lines where the endpoint takes them.</summary>
    public static bool CanRead(string? contentType, bool lines)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return false;
        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/json" or Vendored + "json" => true,
            "application/x-ndjson" or Vendored + "x-ndjson" => lines,
            _ => false,
        };
    }

    private static int? CompatibleWith(string? header)
    {
        if (header is null || header.Contains(',', StringComparison.Ordinal) || !MediaTypeHeaderValue.TryParse(header, out var type))
            return null;
        var parameter = type.Parameters.FirstOrDefault(p => p.Name.Equals("compatible-with", StringComparison.OrdinalIgnoreCase));
        return int.TryParse(parameter?.Value.Value, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static Failure Invalid(string reason) =>
        new(FailureKind.MediaTypeHeader, "Invalid media-type value on headers [Accept, Content-Type]")
        {
            CausedBy = new Failure(FailureKind.Status, reason),
        };
}
