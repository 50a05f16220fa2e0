namespace MotionBlend.Exporter.Mart.BigQuery.Auth;

/// <summary>A token that somebody else fetched, such as <c>gcloud auth print-access-token</c>; it cannot be renewed here.</summary>
internal sealed class FixedAccessToken(string token) : IAccessTokens
{
    private readonly KeyValuePair<string, string>[] _headers = [new("authorization", "Bearer " + token)];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellationToken) => new(_headers);

    /// <inheritdoc/>
    public override string ToString() => "access token";
}
