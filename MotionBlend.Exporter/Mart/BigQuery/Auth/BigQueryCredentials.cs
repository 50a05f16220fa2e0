using Google.Apis.Auth.OAuth2;

namespace MotionBlend.Exporter.Mart.BigQuery.Auth;

/// <summary>Finds credentials: a token, else a key file, else Application Default Credentials.</summary>
internal static class BigQueryCredentials
{
    /// <summary>Environment variable of a ready access token, as Google's infrastructure tools name it.</summary>
    public const string AccessTokenVariable = "GOOGLE_OAUTH_ACCESS_TOKEN";

    /// <summary>Environment variable of a credentials file; read by Application Default Credentials.</summary>
    public const string CredentialsFileVariable = "GOOGLE_APPLICATION_CREDENTIALS";

    private const string Scope = "https://www.googleapis.com/auth/bigquery";

    /// <summary>Finds credentials for an endpoint.</summary>
    /// <param name="endpoints">Where they are for; an emulator needs none.</param>
    /// <param name="credentialsFile">A service account's key file or another credentials file; null for the usual places.</param>
    /// <param name="variable">Gives an environment variable's value or null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="MartException">There are none, or the file is no credentials file.</exception>
    public static async Task<IAccessTokens> FindAsync(
        BigQueryEndpoints endpoints, string? credentialsFile, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        if (endpoints.IsEmulator)
        {
            return new NoAccessTokens();
        }

        if (credentialsFile is null && variable(AccessTokenVariable)?.Trim() is { Length: > 0 } token)
        {
            return IsToken(token)
                ? new FixedAccessToken(token)
                : throw new MartException($"{AccessTokenVariable} holds no access token") { Cure = "set it to the output of gcloud auth print-access-token" };
        }

        var credential = credentialsFile is null ? await DefaultAsync(cancellationToken) : await FromFileAsync(credentialsFile, cancellationToken);
        return new GoogleAccessTokens(credential.CreateScoped(Scope));
    }

    private static bool IsToken(string token) => !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static async Task<GoogleCredential> DefaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GoogleCredential.GetApplicationDefaultAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException or Newtonsoft.Json.JsonException)
        {
            throw new MartException("BigQuery: no Google credentials found", exception)
            {
                Cure = "do one of: gcloud auth application-default login; give a service account's key file by --bq-credentials or "
                    + $"{CredentialsFileVariable}; set {AccessTokenVariable} to a token; or, for an emulator, set {BigQueryEndpoints.EmulatorHostVariable}",
            };
        }
    }

    private static async Task<GoogleCredential> FromFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var account = await CredentialFactory.FromFileAsync<ServiceAccountCredential>(path, cancellationToken);
            return account.ToGoogleCredential();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MartException($"--bq-credentials: there is no file {Path.GetFullPath(path)}", exception) { Cure = "check the path" };
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException or ArgumentException or FormatException or Newtonsoft.Json.JsonException)
        {
            // The inner text may quote the file, which is a secret.
            throw new MartException($"--bq-credentials: {path} is no service account's key file", exception) { Cure = "make one with gcloud iam service-accounts keys create" };
        }
    }
}
