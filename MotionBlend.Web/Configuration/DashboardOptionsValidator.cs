using System.Globalization;
using Microsoft.Extensions.Options;

namespace MotionBlend.Web.Configuration;

/// <summary>The rules of <see cref="DashboardOptions"/>. All faults are reported at once, each naming its key.</summary>
internal sealed class DashboardOptionsValidator : IValidateOptions<DashboardOptions>
{
    private static readonly string[] Schemes = ["http", "https", "https+http", "http+https"];

    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        var faults = new List<string>();
        if (options.ApiUrl is not { IsAbsoluteUri: true } url || !Schemes.Contains(url.Scheme, StringComparer.Ordinal))
        {
            faults.Add($"{Key(nameof(options.ApiUrl))} must be an absolute http(s) address, e.g. http://127.0.0.1:5181, or a service name, e.g. https+http://api.");
        }

        if (options.TargetShare is not (>= 0 and <= 1))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Key(nameof(options.TargetShare))} must be from 0 to 1, but is {options.TargetShare}."));
        }

        Within(faults, nameof(options.ApiTimeout), options.ApiTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Within(faults, nameof(options.RefreshInterval), options.RefreshInterval, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        Within(faults, nameof(options.PrerenderBudget), options.PrerenderBudget, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Within(List<string> faults, string member, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            faults.Add($"{Key(member)} must be from {least:c} to {most:c}, but is {value:c}.");
        }
    }

    private static string Key(string member) => $"{DashboardOptions.Section}:{member}";
}
