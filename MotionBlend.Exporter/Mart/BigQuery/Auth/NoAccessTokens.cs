namespace MotionBlend.Exporter.Mart.BigQuery.Auth;

/// <summary>For an emulator, which asks for no credentials.</summary>
internal sealed class NoAccessTokens : IAccessTokens
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellationToken) => new([]);
}
