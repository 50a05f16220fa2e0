using System.Globalization;

namespace MotionBlend.Conformance.Tests.Judging;

/// <summary>The options of a judge's command line: <c>--name value</c> and flags.</summary>
public sealed class JudgeArguments(IReadOnlyList<string> arguments)
{
    public bool Has(string flag) => arguments.Contains(flag);

    public string? Optional(string name)
    {
        for (var i = 0; i + 1 < arguments.Count; i++)
        {
            if (arguments[i] == name) return arguments[i + 1];
        }

        return null;
    }

    /// <exception cref="JudgeUsageException">The option is not given.</exception>
    public string Required(string name) => Optional(name) ?? throw new JudgeUsageException($"{name} is required");

    /// <exception cref="JudgeUsageException">The option is given and is no whole number.</exception>
    public int Number(string name, int fallback) => Optional(name) is not { } text
        ? fallback
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JudgeUsageException($"{name} takes a whole number, got '{text}'");
}

/// <summary>The command line is not one that a judge understands; the message says what is wrong with it.</summary>
public sealed class JudgeUsageException(string message) : Exception(message);
