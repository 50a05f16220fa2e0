using MotionBlend.Elasticsearch.Transport;
using Spectre.Console;

namespace MotionBlend.Exporter.Configuration;

/// <summary>What <c>--show-config</c> prints: every setting, its value and where it came from. Secrets are masked.</summary>
internal static class ConfigurationTable
{
    private const string Mask = "********";

    /// <summary>Writes the table.</summary>
    public static void Write(IAnsiConsole console, SettingResolver resolver, IEnumerable<Setting> settings)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("setting", "value", "from");
        foreach (var setting in settings)
        {
            var resolved = resolver.Resolve(setting);
            table.AddRow(Markup.Escape(setting.Flag), Markup.Escape(Show(resolved)), Markup.Escape(resolved.Origin));
        }

        console.Write(table);
    }

    private static string Show(ResolvedSetting resolved) => resolved.Value switch
    {
        null => "",
        _ when resolved.Setting.IsSecret => Mask,
        var value when resolved.Setting == ExporterSettings.ElasticUrl => MaskCredentials(value),
        var value => value,
    };

    /// <summary>A connection string may hold a password or key: only a plain URL is shown, without its user info.</summary>
    private static string MaskCredentials(string connectionString)
    {
        if (!ElasticsearchEndpoint.TryParse(connectionString, null, out _, out _)
            || !Uri.TryCreate(connectionString, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return Mask;
        }

        var bare = new UriBuilder(address) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.ToString();
        return address.UserInfo.Length > 0 || address.Query.Length > 0 ? $"{bare} (credentials {Mask})" : bare;
    }
}
