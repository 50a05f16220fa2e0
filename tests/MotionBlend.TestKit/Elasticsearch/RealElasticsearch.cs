namespace MotionBlend.TestKit.Elasticsearch;

/// <summary>A real Elasticsearch that the environment names; tests that need one skip where there is none.</summary>
public static class RealElasticsearch
{
    /// <summary>The environment variable with its URL.</summary>
    public const string Variable = "MOTIONBLEND_TEST_ELASTICSEARCH";

    /// <summary>Its URL, or null.</summary>
    public static string? Url => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;
}
