using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Progress;

namespace MotionBlend.Exporter.Runs;

/// <summary>What the tasks of one run share.</summary>
/// <param name="RunId">Id of the run, in the index, the logs, the dead letters and the report.</param>
/// <param name="Ledger">Counts of what became of every row.</param>
/// <param name="Census">Documents that the index must hold.</param>
/// <param name="DeadLetters">Rows that did not reach the index.</param>
/// <param name="Progress">What a person watches.</param>
/// <param name="Concurrency">How many bulk requests the cluster takes well.</param>
internal sealed record RunState(
    string RunId, Ledger Ledger, DocumentCensus Census, DeadLetterFile DeadLetters, RunProgress Progress, ConcurrencyLimit Concurrency)
{
    /// <summary>Counts the rows of a batch as read, and those of them that the gate or the window kept out.</summary>
    public void Read(JudgedBatch batch)
    {
        Ledger.Read(batch.RowsRead, batch.Rejected.Count, batch.OutsideWindow);
        batch.Ledger.Read(batch.RowsRead, batch.Rejected.Count, batch.OutsideWindow);
    }

    /// <summary>Counts a row that Elasticsearch settled.</summary>
    public void Settle(JudgedBatch batch, BulkItemOutcome outcome)
    {
        Ledger.Settle(outcome);
        batch.Ledger.Settle(outcome);
    }

    /// <summary>Counts a row that Elasticsearch refused.</summary>
    public void Reject(JudgedBatch batch)
    {
        Ledger.Reject();
        batch.Ledger.Reject();
    }
}
