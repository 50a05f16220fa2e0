namespace MotionBlend.Api.Configuration;

/// <summary>Keys of the API's settings; docs/configuration.md describes each.</summary>
public static class ApiKeys
{
    /// <summary>The section of <see cref="ApiOptions"/>.</summary>
    public const string Section = "MotionBlend:Api";

    /// <summary>Name of the connection string of the search backend.</summary>
    public const string BackendName = "elasticsearch";

    /// <summary>The connection string of the search backend.</summary>
    public const string ConnectionString = "ConnectionStrings:" + BackendName;

    /// <summary>API key of the search backend, where the connection string shall not hold it. Secret.</summary>
    public const string ApiKey = "ELASTICSEARCH_API_KEY";

    /// <summary>Key of a member of <see cref="ApiOptions"/>.</summary>
    public static string Of(string member) => $"{Section}:{member}";
}
