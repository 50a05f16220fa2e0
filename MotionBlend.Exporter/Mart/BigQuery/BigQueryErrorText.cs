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
        var cure = Cure(table, error);
        var reason = error.Reason is { } known ? $" ({known})" : "";
        return new MartException($"BigQuery {table}, {doing}: {error.Message.TrimEnd('.')}{reason}. {cure}");
    }

    private static string Cure(BigQueryTable table, BigQueryError error) => error.Failure switch
    {
        BigQueryFailure.Unreachable => "Check the network, the proxy and, for an emulator, " + BigQueryEndpoints.EmulatorHostVariable,
        BigQueryFailure.TimedOut => "BigQuery is slow or out of reach; run again, what is already exported costs nothing",
        BigQueryFailure.MalformedReply => "Something between here and BigQuery changes replies; check the proxy",
        BigQueryFailure.ReplyTooLarge => "Ask for smaller pages with --bq-page-rows",
        BigQueryFailure.ServiceError or BigQueryFailure.RateLimited => "It did not get better within the time for retries; run again later",
        BigQueryFailure.JobFailed => "Several jobs failed inside BigQuery; run again later",
        BigQueryFailure.QuotaExceeded => "Wait at least ten minutes, or raise the quota of the project in the Google Cloud console",
        BigQueryFailure.Unauthenticated => "Sign in again: gcloud auth application-default login, or check the key file or token",
        BigQueryFailure.AccessDenied => $"Grant the account roles/bigquery.dataViewer on dataset {table.Dataset} and, on project {table.Project}, roles/bigquery.jobUser (for Storage Read also roles/bigquery.readSessionUser)",
        BigQueryFailure.ProjectNotReady => $"Enable the BigQuery API and billing in project {table.Project}, or give another project with --bq-project",
        BigQueryFailure.NotFound => "Check --bq-project, --bq-dataset, --bq-table and --bq-location",
        BigQueryFailure.InvalidQuery => "The table does not have the mart's shape; compare its columns with the mart's",
        BigQueryFailure.BytesBilledLimit => "Raise --bq-max-bytes-billed if that cost is meant",
        BigQueryFailure.Duplicate => "Another run uses the same job id; run again",
        BigQueryFailure.Stopped => "The job was stopped; raise --bq-job-timeout if it ran out of time, else run again",
        BigQueryFailure.BadRequest => "BigQuery refused the request; check --bq-location and the options",
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };
}
