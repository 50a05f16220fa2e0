using System.Globalization;
using System.Text;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>The figures of a run: what passes of what the real server passes, and why the rest does not.</summary>
public sealed class YamlReport(IReadOnlyList<YamlResult> results, RealResults real)
{
    public const string Begin = "<!-- yaml-tests: made by eng/yaml-tests.sh -->";
    public const string End = "<!-- /yaml-tests -->";

    private static readonly string[] Listed = ["core", "lenient"];

    /// <summary>Tests whose outcome is not the real server's.</summary>
    public IReadOnlyList<YamlResult> Disagreements { get; } =
        [.. results.Where(result => !Agrees(result.Outcome, real.ResultOf(result.Suite, result.File, result.Name)))];

    /// <summary>Passes among the counting tests of a suite and verdict, and how many count.</summary>
    public (int Passed, int Counting) Figures(YamlSuite suite, string verdict)
    {
        var counting = Counting(suite, verdict).ToList();
        return (counting.Count(result => result.Outcome == YamlOutcome.Pass), counting.Count);
    }

    /// <summary>The figures as lines of text.</summary>
    public string Summary()
    {
        var text = new StringBuilder();
        foreach (var (suite, verdict) in Groups())
        {
            var (passed, counting) = Figures(suite, verdict);
            text.AppendLine(CultureInfo.InvariantCulture, $"{YamlSuites.NameOf(suite)} {verdict}: {passed} of {counting}");
        }

        return text.ToString();
    }

    /// <summary>How the run compares with the real server's table.</summary>
    public string Agreement()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{results.Count - Disagreements.Count} of {results.Count} outcomes as on the real server");
        foreach (var result in Disagreements)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {ShortName.Of(result.File)} / {result.Name}: {real.ResultOf(result.Suite, result.File, result.Name)} there, {result.Outcome} here: {result.Reason}");
        }

        return text.ToString();
    }

    /// <summary>One tab-separated row a test.</summary>
    public string Rows() => "suite\tfile\ttest\tresult\treason\n" + string.Concat(results.Select(result =>
        $"{YamlSuites.NameOf(result.Suite)}\t{result.File}\t{result.Name}\t{result.Outcome.ToString().ToLowerInvariant()}\t{result.Reason}\n"));

    /// <summary>Replaces the section between the markers, or adds it at the end.</summary>
    public async Task WriteIntoAsync(string path, CancellationToken cancellationToken)
    {
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "";
        var section = $"{Begin}\n{Section()}{End}";
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        var written = begin >= 0 && end > begin
            ? text[..begin] + section + text[(end + End.Length)..]
            : $"{text.TrimEnd()}\n\n{section}\n".TrimStart();
        await File.WriteAllTextAsync(path, written, cancellationToken);
    }

    private string Section()
    {
        var text = new StringBuilder("## YAML REST tests\n\n");
        text.Append("Passed, of the tests that a real Elasticsearch 8.19 passes. The tests are not part of this repository.\n\n");
        text.Append("| suite | set | passed | of |\n|---|---|--:|--:|\n");
        foreach (var (suite, verdict) in Groups())
        {
            var (passed, counting) = Figures(suite, verdict);
            text.Append(CultureInfo.InvariantCulture, $"| {YamlSuites.NameOf(suite)} | {verdict} | {passed} | {counting} |\n");
        }

        text.Append("\n### Why the others fail\n\nOf the sets `core` and `lenient`; the other sets need features that the node refuses.\n\n");
        text.Append("| file | test | reason |\n|---|---|---|\n");
        foreach (var result in Groups().Where(group => Listed.Contains(group.Verdict)).SelectMany(group => Counting(group.Suite, group.Verdict)))
        {
            if (result.Outcome == YamlOutcome.Pass) continue;
            text.Append(CultureInfo.InvariantCulture, $"| {ShortName.Of(result.File)} | {Cell(result.Name)} | {Cell(result.Reason)} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Cell(string text)
    {
        var escaped = text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        return escaped.Length <= 200 ? escaped : escaped[..200] + "...";
    }

    private IEnumerable<(YamlSuite Suite, string Verdict)> Groups() =>
        results.Where(result => real.Counts(result.Suite, result.File, result.Name))
            .Select(result => (result.Suite, Verdict: real.VerdictOf(result.Suite, result.File, result.Name)))
            .Distinct()
            .OrderBy(group => group.Suite)
            .ThenBy(group => Array.IndexOf(Listed, group.Verdict) is var at && at < 0 ? int.MaxValue : at)
            .ThenBy(group => group.Verdict, StringComparer.Ordinal);

    private IEnumerable<YamlResult> Counting(YamlSuite suite, string verdict) =>
        results.Where(result => result.Suite == suite
            && real.Counts(suite, result.File, result.Name)
            && real.VerdictOf(suite, result.File, result.Name) == verdict);

    private static bool Agrees(YamlOutcome outcome, string? there) => outcome switch
    {
        YamlOutcome.Pass => there == "pass",
        YamlOutcome.Skip => there == "skip",
        _ => there is "fail" or "error",
    };
}
