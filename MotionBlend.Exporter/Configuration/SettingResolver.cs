using Microsoft.Extensions.Configuration;

namespace MotionBlend.Exporter.Configuration;

/// <summary>Finds each setting's value: flag, else environment, else appsettings, else default. An empty value counts as not given.</summary>
/// <param name="flag">Value of a flag on the command line, or null.</param>
/// <param name="variable">Value of an environment variable, or null.</param>
/// <param name="appSettings">What stands in appsettings.</param>
internal sealed class SettingResolver(Func<Setting, string?> flag, Func<string, string?> variable, IConfiguration appSettings)
{
    /// <summary>Finds a setting's value.</summary>
    public ResolvedSetting Resolve(Setting setting)
    {
        // A flag that is given empty is a mistake of the caller's; it is kept and refused later.
        if (flag(setting) is { } given)
        {
            return new ResolvedSetting(setting, given, $"flag {setting.Flag}", true);
        }

        foreach (var name in setting.Environment.Append(setting.Variable))
        {
            if (variable(name) is { Length: > 0 } value)
            {
                return new ResolvedSetting(setting, value, $"environment {name}", true);
            }
        }

        return appSettings[setting.Key] is { Length: > 0 } configured
            ? new ResolvedSetting(setting, configured, $"appsettings {setting.Key}", true)
            : new ResolvedSetting(setting, setting.Default, setting.Default is null ? "not set" : "default", false);
    }
}
