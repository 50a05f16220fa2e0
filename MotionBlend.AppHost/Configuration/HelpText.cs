using System.Text;

namespace MotionBlend.AppHost.Configuration;

/// <summary>The text of <c>--help</c>, made from <see cref="CommandLineOption.All"/>.</summary>
internal static class HelpText
{
    private const int Indent = 24;

    /// <summary>The whole text.</summary>
    public static string Full { get; } = Compose();

    private static string Compose()
    {
        var text = new StringBuilder("""
            Starts MotionBlend: the search backend, the search API and the dashboard; exports a mart of blends when the
            index is missing or empty; then shows the logs of all. Ctrl+C stops everything.

            Usage: dotnet run --project MotionBlend.AppHost [-- OPTIONS]

            Options:

            """);

        foreach (var option in CommandLineOption.All)
        {
            var left = $"  {option.Name} {option.ValueName}".TrimEnd();
            foreach (var line in option.Help)
            {
                text.Append(left.PadRight(Indent)).Append(' ').AppendLine(line);
                left = "";
            }
        }

        text.Append("  --help".PadRight(Indent)).AppendLine(" This text.");
        text.AppendLine().Append("""
            Each option has a configuration key (docs/configuration.md), which appsettings.json and the environment can set too:
            --search-backend embedded is MotionBlend__SearchBackend=embedded.

            Examples (after `dotnet run --project MotionBlend.AppHost --`):
              --fresh                                     start over with the sample mart
              --mart /renders/blends.parquet --data demo  own blends, in a folder of their own
              --search-backend embedded                   the search node, even where Docker runs
              --es-url http://localhost:9200 --no-sample  dashboard and API for a cluster that has the blends
              --dashboard-port 8080 --api-port 0          a fixed port for the dashboard, any for the API

            Exit codes: 0 stopped by the user, 1 a process failed or died, 2 options or settings that cannot be used.

            """);
        return text.ToString();
    }
}
