using System.Text;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>Judges batches of rows and builds bulk bodies. Safe to share between threads.</summary>
internal sealed class BatchJudge(QualityGate gate)
{
    private const int LongestValue = 200;

    /// <summary>Judges a batch. The batch is no longer needed afterwards.</summary>
    public JudgedBatch Judge(MartBatch batch)
    {
        var judge = new RowJudge(gate);
        var body = new BulkBody(batch.SourceBytes + (batch.Count * BatchLimits.ActionLineBytes), batch.Count);
        var rows = new List<long>(batch.Count);
        var keys = new List<ulong>(batch.Count);
        var rejected = new List<DeadLetter>();
        var warnings = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var index = 0; index < batch.Count; index++)
        {
            var row = batch.Row(index);
            var isAccepted = judge.Judge(row);
            Count(judge.Findings, warnings);
            if (!isAccepted)
            {
                rejected.Add(Letter(row, batch.FirstRow + index, judge));
                continue;
            }

            var id = judge.Id;
            body.BeginIndex(id, judge.Version);
            judge.Write(row, body);
            body.EndSource();
            rows.Add(batch.FirstRow + index);
            keys.Add(BlendKey.Of(id));
        }

        return new JudgedBatch(body)
        {
            RowsRead = batch.Count,
            SourceBytes = batch.SourceBytes,
            Fraction = batch.Fraction,
            Rows = rows,
            Keys = keys,
            Rejected = rejected,
            Warnings = warnings,
        };
    }

    private static void Count(RowFindings findings, Dictionary<string, long> warnings)
    {
        foreach (var finding in findings.All)
        {
            if (finding.Severity == FindingSeverity.Warning)
            {
                warnings[finding.Rule] = warnings.GetValueOrDefault(finding.Rule) + 1;
            }
        }
    }

    private static DeadLetter Letter(ReadOnlySpan<byte> row, long number, RowJudge judge)
    {
        var findings = new List<DeadLetterFinding>();
        foreach (var finding in judge.Findings.All)
        {
            if (finding.Severity == FindingSeverity.Error)
            {
                var value = finding.Column is { } column ? judge.Value(row, column) : [];
                findings.Add(new DeadLetterFinding(finding.Column, value.IsEmpty ? null : Shorten(value), finding.Rule, finding.Message));
            }
        }

        return new DeadLetter(number, row.ToArray())
        {
            Id = judge.Id.Length == 0 ? null : judge.Id,
            Version = judge.Version > 0 ? judge.Version : null,
            Findings = findings,
        };
    }

    private static string Shorten(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value);
        return text.Length <= LongestValue ? text : text[..LongestValue] + "...";
    }
}
