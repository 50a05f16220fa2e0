using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>What a run found: cases, refusals by feature, differences by place with one shrunk reproduction each.</summary>
public sealed class DifferentialReport(int seed)
{
    private readonly Dictionary<string, List<Finding>> _places = [];
    private readonly Dictionary<string, Finding> _shrunk = [];
    private readonly Dictionary<string, int> _refusals = [];
    private readonly Dictionary<string, int> _errors = [];

    public int Cases { get; private set; }

    public int Differences => _places.Values.Sum(findings => findings.Count);

    public int Refusals => _refusals.Values.Sum();

    public int SeenAt(string place) => _places.TryGetValue(place, out var findings) ? findings.Count : 0;

    /// <summary>The errors that the generated requests are meant to have, or have by accident, most frequent first.</summary>
    public string Errors() => string.Join('\n', _errors.OrderByDescending(pair => pair.Value).Take(60).Select(pair => $"{pair.Value} x {pair.Key}"));

    /// <summary>Cases in which the real server failed by a fault of its own.</summary>
    public int Faults { get; private set; }

    internal void Count(string? refused, WireReply expected, bool isFault)
    {
        Cases++;
        if (isFault) Faults++;
        if (expected.Status >= 400) _errors[Words(expected)] = _errors.GetValueOrDefault(Words(expected)) + 1;
        if (refused is not null) _refusals[refused] = _refusals.GetValueOrDefault(refused) + 1;
    }

    internal void Add(Finding finding, Finding? shrunk)
    {
        if (!_places.TryGetValue(finding.Place, out var findings)) _places[finding.Place] = findings = [];
        findings.Add(finding);
        if (shrunk is not null) _shrunk[finding.Place] = shrunk;
    }

    private static string Words(WireReply reply)
    {
        var reason = (reply.ErrorNode as JsonObject)?["caused_by"]?["reason"] is { } cause ? $"{reply.ErrorNode["type"]}: {cause}" : reply.Error;
        return $"{reply.Status} {(reason.Length <= 110 ? reason : reason[..110])}".ReplaceLineEndings(" ");
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (place, findings) in _places.OrderByDescending(pair => pair.Value.Count))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {findings.Count} x {place}");
            text.AppendLine(CultureInfo.InvariantCulture, $"seeds {string.Join(", ", findings.Select(finding => finding.Seed).Distinct().Take(8))}");
            text.AppendLine((_shrunk.GetValueOrDefault(place) ?? findings[0]).ToString()).AppendLine();
        }

        foreach (var (feature, count) in _refusals.OrderByDescending(pair => pair.Value)) text.AppendLine(CultureInfo.InvariantCulture, $"refused {count} x {feature}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"seed {seed}: {Cases} cases ({_errors.Values.Sum()} of them errors by intent), {Differences} differences at {_places.Count} places, {Refusals} refusals ({100.0 * Refusals / Math.Max(1, Cases):0.0} %), {Faults} faults of the real server");
        return text.ToString();
    }
}
