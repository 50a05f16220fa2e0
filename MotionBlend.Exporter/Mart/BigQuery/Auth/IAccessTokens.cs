namespace MotionBlend.Exporter.Mart.BigQuery.Auth;

/// <summary>Gives the headers that authorise a request. What it gives is secret and is never logged.</summary>
internal interface IAccessTokens
{
    /// <summary>The headers of a request, among them <c>authorization</c>; none for an emulator.</summary>
    /// <exception cref="MartException">There are no credentials, or no token can be had with them.</exception>
    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellationToken);
}
