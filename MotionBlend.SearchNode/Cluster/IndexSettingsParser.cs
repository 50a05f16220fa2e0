using System.Collections.Immutable;
using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>Reads and checks index settings: nested or dotted, with or without the <c>index.</c> prefix.</summary>
internal static class IndexSettingsParser
{
    private const string Prefix = "index.";
    private const int MostShards = 1024;

    /// <summary>Parses a settings object; a null value resets the setting and is kept as null.</summary>
    /// <exception cref="FailureException">A setting is unknown or has a value it cannot take.</exception>
    public static ImmutableSortedDictionary<string, string?> Parse(JsonValue settings)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        Flatten(settings, "", found);
        foreach (var (name, value) in found)
            Require(name, value);
        return found.ToImmutable();
    }

    /// <summary>Whether a setting may change while the index is open.</summary>
    public static bool IsDynamic(string name) => KnownIndexSettings.Find(name) is { Dynamic: true };

    private static void Flatten(JsonValue value, string path, ImmutableSortedDictionary<string, string?>.Builder into)
    {
        foreach (var member in value.Members)
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.Kind == JsonKind.Object)
                Flatten(member.Value, name, into);
            else
                into[name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name] = Text(member.Value);
        }
    }

    private static string? Text(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => null,
        JsonKind.Array => string.Join(',', value.Items.Select(item => item.Text)),
        _ => value.Text,
    };

    private static void Require(string name, string? value)
    {
        if (KnownIndexSettings.Find(name) is not { } setting)
        {
            throw Failure.IllegalArgument(
                $"unknown setting [{name}]{DidYouMean.Hint(name, KnownIndexSettings.Names, DidYouMean.Strict)} please check that any required "
                + "plugins are installed, or check the breaking changes documentation for removed settings").Raise();
        }

        if (value is null)
            return;
        switch (setting.Check)
        {
            case SettingCheck.Refused:
            case SettingCheck.OneOf when !setting.Values.Contains(value):
                throw Failure.Unsupported($"index setting [{name}] with the value [{value}]").Raise();
            case SettingCheck.Boolean when value is not ("true" or "false"):
                throw Failure.IllegalArgument($"Failed to parse value [{value}] as only [true] or [false] are allowed.").Raise();
            case SettingCheck.Time:
                TimeValue.Parse(value, name);
                break;
            case SettingCheck.Count or SettingCheck.Positive or SettingCheck.Shards:
                if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                    throw Failure.IllegalArgument($"Failed to parse value [{value}] for setting [{name}]").Raise();
                var least = setting.Check == SettingCheck.Count ? 0 : 1;
                if (number < least)
                    throw Failure.IllegalArgument($"Failed to parse value [{value}] for setting [{name}] must be >= {least}").Raise();
                if (setting.Check == SettingCheck.Shards && number > MostShards)
                    throw Failure.IllegalArgument($"Failed to parse value [{value}] for setting [{name}] must be <= {MostShards}").Raise();
                break;
        }
    }
}
