using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MotionBlend.Exporter.Commands;

/// <summary>The usual help, followed by what teaches: examples and exit codes of the command.</summary>
/// <param name="help">The usual help.</param>
/// <param name="texts">What follows it, by command.</param>
internal sealed class ExamplesHelp(HelpAction help, IReadOnlyDictionary<Command, string> texts) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (texts.TryGetValue(parseResult.CommandResult.Command, out var text))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(text);
        }

        return result;
    }
}
