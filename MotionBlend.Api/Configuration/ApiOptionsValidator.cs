using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Configuration;

/// <summary>Finds every fault of the settings at once; each message names its key.</summary>
internal sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        string?[] faults =
        [
            Backend(options),
            Index().IsMatch(options.Index)
                ? null
                : $"{ApiKeys.Of(nameof(options.Index))} must be the name of an index or alias: 1 to 255 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit.",
            Between(nameof(options.BackendTimeout), options.BackendTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
            Between(nameof(options.MaxQueryLength), options.MaxQueryLength, 256, 15_000),
            Between(nameof(options.MaxBodyBytes), options.MaxBodyBytes, 0, 10_000_000),
            Between(nameof(options.RateLimit), options.RateLimit, 0, int.MaxValue),
            Between(nameof(options.RateWindow), options.RateWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Between(nameof(options.Concurrency), options.Concurrency, 1, 10_000),
            Between(nameof(options.Queue), options.Queue, 0, 10_000),
            .. options.CorsOrigins.Select(Origin),
        ];
        var found = faults.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Backend(ApiOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return $"{ApiKeys.ConnectionString} is not set. It names the search backend, e.g. ConnectionStrings__{ApiKeys.BackendName}=http://localhost:9200.";
        }

        return ElasticsearchEndpoint.TryParse(options.ConnectionString, options.BackendApiKey, out _, out var fault)
            ? null
            : $"{ApiKeys.ConnectionString} {fault}.";
    }

    private static string? Origin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == origin
            ? null
            : $"{ApiKeys.Of(nameof(ApiOptions.CorsOrigins))} must hold origins such as https://studio.example, without a path; '{origin}' is none.";

    private static string? Between<T>(string member, T value, T minimum, T maximum)
        where T : IComparable<T> =>
        value.CompareTo(minimum) >= 0 && value.CompareTo(maximum) <= 0
            ? null
            : FormattableString.Invariant($"{ApiKeys.Of(member)} must be from {minimum} to {maximum}; it is {value}.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,254}\z")]
    private static partial Regex Index();
}
