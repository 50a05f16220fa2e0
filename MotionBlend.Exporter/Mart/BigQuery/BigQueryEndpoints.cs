namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Where BigQuery answers: Google's service, or an emulator that asks for no credentials.</summary>
/// <param name="Rest">Address of the REST interface, with a slash at its end.</param>
/// <param name="StorageRead">Address of the Storage Read interface; null where an emulator has none.</param>
/// <param name="IsEmulator">True when no credentials are sent.</param>
internal sealed record BigQueryEndpoints(Uri Rest, Uri? StorageRead, bool IsEmulator)
{
    /// <summary>Host and port of an emulator's REST interface, as Google's own clients read it.</summary>
    public const string EmulatorHostVariable = "BIGQUERY_EMULATOR_HOST";

    /// <summary>Host and port of the emulator's gRPC interface; without it an emulator is read over REST only.</summary>
    public const string StorageEmulatorHostVariable = "BIGQUERY_STORAGE_EMULATOR_HOST";

    /// <summary>Google's service.</summary>
    public static BigQueryEndpoints Google { get; } =
        new(new Uri("https://bigquery.googleapis.com/"), new Uri("https://bigquerystorage.googleapis.com/"), false);

    /// <summary>Reads the variables; where <see cref="EmulatorHostVariable"/> is unset it is Google's service.</summary>
    /// <param name="variable">Gives a variable's value or null.</param>
    /// <exception cref="MartException">A variable holds no host.</exception>
    public static BigQueryEndpoints FromEnvironment(Func<string, string?> variable)
    {
        if (Address(variable, EmulatorHostVariable) is not { } rest)
        {
            return Google;
        }

        return new BigQueryEndpoints(rest, Address(variable, StorageEmulatorHostVariable), true);
    }

    private static Uri? Address(Func<string, string?> variable, string name)
    {
        var value = variable(name)?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var text = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.UserInfo.Length == 0 && address.Query.Length == 0)
        {
            return address;
        }

        throw new MartException($"{name} holds no host") { Cure = "write it as localhost:9050 or http://localhost:9050" };
    }
}
