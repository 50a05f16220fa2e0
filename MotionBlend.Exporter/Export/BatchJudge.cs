using System.Text;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>Judges batches of rows and builds bulk bodies. Safe to share between threads.</summary>
/// <param name="gate">Domain's rules.</param>
/// <param name="withDigests">True when rows are to be compared with documents.</param>
internal sealed class BatchJudge(QualityGate gate, bool withDigests = false)
{
    private const int LongestValue = 200;

    /// <summary>Rows of other versions are no part of the run. Set before the first batch.</summary>
    public VersionRange Range { get; set; } = VersionRange.Everything;

    /// <summary>The part of the mart that is this run's, where the source gives all of it; null for all.</summary>
    public MartShard? Shard { get; init; }

    /// <summary>Judges a batch. The batch is no longer needed afterwards.</summary>
    public JudgedBatch Judge(MartBatch batch)
    {
        var judge = new RowJudge(gate);
        var body = new BulkBody(batch.SourceBytes + (batch.Count * BatchLimits.AddedBytes), batch.Count, RowBuffers.Pool);
        var rows = new List<long>(batch.Count);
        var keys = new List<ulong>(batch.Count);
        var digests = withDigests ? new List<ulong>(batch.Count) : null;
        var rejected = new List<DeadLetter>();
        var outside = 0;
        long? newest = null;
        var warnings = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var index = 0; index < batch.Count; index++)
        {
            var row = batch.Row(index);
            var isAccepted = judge.Judge(row);

            // A bad row, too, belongs to the one window that its version lies in, so that it is reported once; one without a version to all.
            if ((judge.Version != 0 && !Range.Contains(judge.Version)) || !(Shard?.Holds(BlendKey.TryRead(judge.Id, out var own) ? own : null) ?? true))
            {
                outside++;
                continue;
            }

            newest = Math.Max(newest ?? long.MinValue, judge.Version);
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
            digests?.Add(judge.Digest);
        }

        return new JudgedBatch(body)
        {
            RowsRead = batch.Count,
            SourceBytes = batch.SourceBytes,
            Fraction = batch.Fraction,
            OutsideWindow = outside,
            NewestVersion = newest,
            Digests = digests,
            Rows = rows,
            Keys = keys,
            Rejected = rejected,
            Warnings = warnings,
        };
    }

    private static void Count(RowFindings findings, Dictionary<string, long> warnings)
    {
        for (var index = 0; index < findings.All.Count; index++)
        {
            var finding = findings.All[index];
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
