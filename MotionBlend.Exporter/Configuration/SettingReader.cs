using System.Globalization;
using System.Text.RegularExpressions;

namespace MotionBlend.Exporter.Configuration;

/// <summary>Reads typed values out of settings and collects what is wrong with them, all at once.</summary>
/// <param name="resolver">Finds the values.</param>
internal sealed partial class SettingReader(SettingResolver resolver)
{
    private readonly List<string> _faults = [];

    /// <summary>What is wrong, one sentence each, naming the setting and where its value came from. Secrets are not quoted.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The text of a setting; null when it has none.</summary>
    public string? Text(Setting setting) => resolver.Resolve(setting).Value;

    /// <summary>True when somebody gave the setting.</summary>
    public bool IsGiven(Setting setting) => resolver.Resolve(setting).IsGiven;

    /// <summary>Text that must match a pattern; null when the setting has none or it does not match.</summary>
    public string? Text(Setting setting, Regex pattern, string expected) => Read(setting, expected, text => pattern.IsMatch(text) ? text : null);

    /// <summary>A whole number within bounds; null when the setting has none or a wrong one.</summary>
    public int? Number(Setting setting, int minimum, int maximum)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        return Read<int?>(setting, expected, text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum ? number : null);
    }

    /// <summary>A number of bytes, e.g. <c>8mb</c>.</summary>
    public int? Bytes(Setting setting, int minimum, int maximum, string range) => Read<int?>(setting, $"a size such as 8mb, {range}", text =>
    {
        var match = Size().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var unit = match.Groups["unit"].Value.ToUpperInvariant() switch { "KB" => 1024L, "MB" => 1024L * 1024, _ => 1L };
        var bytes = long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * unit;
        return bytes >= minimum && bytes <= maximum ? (int)bytes : null;
    });

    /// <summary>A duration, e.g. <c>90s</c> or <c>5m</c>.</summary>
    public TimeSpan? Duration(Setting setting, TimeSpan maximum) => Read<TimeSpan?>(setting, "a time such as 90s, 5m or 1h", text =>
    {
        var match = Time().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var value = match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
        return value <= maximum ? value : null;
    });

    /// <summary>A value read by <paramref name="parse"/>, which returns null for what is wrong.</summary>
    public T? Read<T>(Setting setting, string expected, Func<string, T?> parse)
    {
        var resolved = resolver.Resolve(setting);
        if (resolved.Value is not { } text)
        {
            return default;
        }

        var value = parse(text);
        if (value is null)
        {
            Fault(setting, $"{(setting.IsSecret ? "the value" : $"'{text}'")} must be {expected}");
        }

        return value;
    }

    /// <summary>Adds a fault of a setting.</summary>
    public void Fault(Setting setting, string message)
    {
        var origin = resolver.Resolve(setting);
        _faults.Add(origin.IsGiven ? $"{setting.Flag}: {message} ({origin.Origin})" : $"{setting.Flag}: {message}");
    }

    [GeneratedRegex(@"\A(?<number>\d{1,9})(?<unit>kb|mb|b)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Size();

    [GeneratedRegex(@"\A(?<number>\d{1,6})(?<unit>ms|s|m|h)\z")]
    private static partial Regex Time();
}
