namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>The one place where a failure becomes a sentence for people: what, why, and what to do.</summary>
internal static class BigQueryErrorText
{
    /// <summary>Makes the exception that ends a read.</summary>
    /// <param name="table">The table being read.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="doing">What was being done, e.g. <c>reading page 12</c>.</param>
    public static MartException Exception(BigQueryTable table, BigQueryError error, string doing)
    {
        var reason = error.Reason is { } known ? $" ({known})" : "";
        return new MartException($"BigQuery {table}, {doing}: {error.Message.TrimEnd('.')}{reason}") { Cure = Cure(table, error) };
    }

    private static string Cure(BigQueryTable table, BigQueryError error) => error.Failure switch
    {
        BigQueryFailure.Unreachable => "check the network, the proxy and, for an emulator, " + BigQueryEndpoints.EmulatorHostVariable,
        BigQueryFailure.TimedOut => "run again later: BigQuery is slow or out of reach",
        BigQueryFailure.MalformedReply => "check the proxy: something between here and BigQuery changes replies",
        BigQueryFailure.ReplyTooLarge => "ask for smaller pages with --bq-page-rows",
        BigQueryFailure.ServiceError or BigQueryFailure.RateLimited => "run again later; it did not get better within the time for retries",
        BigQueryFailure.JobFailed => "run again later; several jobs failed inside BigQuery",
        BigQueryFailure.QuotaExceeded => "wait at least ten minutes, or raise the quota of the project in the Google Cloud console",
        BigQueryFailure.Unauthenticated => "sign in again: gcloud auth application-default login, or check the key file or token",
        BigQueryFailure.AccessDenied => $"grant the account roles/bigquery.dataViewer on dataset {table.Dataset} and, on project {table.Project}, roles/bigquery.jobUser (for Storage Read also roles/bigquery.readSessionUser)",
        BigQueryFailure.ProjectNotReady => $"enable the BigQuery API and billing in project {table.Project}, or give another project with --bq-project",
        BigQueryFailure.NotFound => "check --bq-project, --bq-dataset, --bq-table and --bq-location",
        BigQueryFailure.InvalidQuery => "compare the table's columns with the mart's",
        BigQueryFailure.BytesBilledLimit => "raise --bq-max-bytes-billed if that cost is meant",
        BigQueryFailure.Duplicate => "run again; another run uses the same job id",
        BigQueryFailure.Stopped => "raise --bq-job-timeout if the job ran out of time, else run again",
        BigQueryFailure.BadRequest => "check --bq-location and the other --bq options",
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };
}
