using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace MotionBlend.Exporter.Mart.BigQuery.Auth;

/// <summary>Tokens of a Google credential, which keeps a token and renews it before it ends.</summary>
internal sealed class GoogleAccessTokens(GoogleCredential credential) : IAccessTokens
{
    private const string QuotaProjectHeader = "x-goog-user-project";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(authUri: null, cancellationToken);
            var authorization = new KeyValuePair<string, string>("authorization", "Bearer " + token);
            return credential.QuotaProject is { Length: > 0 } project
                ? [authorization, new KeyValuePair<string, string>(QuotaProjectHeader, project)]
                : [authorization];
        }
        catch (TokenResponseException exception)
        {
            throw new MartException(
                $"BigQuery: Google gave no token for these credentials: {exception.Error?.Error ?? "unknown error"} {exception.Error?.ErrorDescription}", exception)
            {
                Cure = "sign in again with gcloud auth application-default login, or renew the service account's key",
            };
        }
        catch (HttpRequestException exception)
        {
            throw new MartException($"BigQuery: the token service cannot be reached: {exception.Message}", exception) { Cure = "check the network and the proxy" };
        }
    }
}
