namespace MotionBlend.AppHost.Configuration;

/// <summary>The configuration keys that the AppHost reads; each has a command-line option of its own.</summary>
internal static class AppHostKeys
{
    public const string SearchBackend = "MotionBlend:SearchBackend";
    public const string Elasticsearch = "ConnectionStrings:elasticsearch";
    public const string DataFolder = "MotionBlend:DataFolder";
    public const string Fresh = "MotionBlend:Fresh";
    public const string Mart = "MotionBlend:Mart";
    public const string LoadMart = "MotionBlend:LoadMart";
    public const string DashboardPort = "MotionBlend:Ports:Dashboard";
    public const string ApiPort = "MotionBlend:Ports:Api";
    public const string SearchPort = "MotionBlend:Ports:Search";
    public const string ExporterPort = "MotionBlend:Ports:Exporter";
    public const string Environment = "environment";
}
