using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost.Tests.Configuration;

public sealed class HelpTextTests
{
    [Fact]
    public void Full_EveryOption_IsExplained()
    {
        Assert.All(CommandLineOption.All, option =>
        {
            Assert.Contains($"  {option.Name}", HelpText.Full, StringComparison.Ordinal);
            Assert.All(option.Help, line => Assert.Contains(line, HelpText.Full, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Full_Lines_FitATerminal() =>
        Assert.All(HelpText.Full.Split('\n'), line => Assert.True(line.Length <= 120, $"{line.Length} columns: {line}"));

    [Fact]
    public void Full_Examples_AreAccepted()
    {
        var examples = HelpText.Full.Split('\n')
            .SkipWhile(line => !line.StartsWith("Examples", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith("  --", StringComparison.Ordinal))
            .Select(line => line.Trim().Split("  ")[0].Split(' '))
            .ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(CommandLine.Parse(example).Faults));
    }
}
