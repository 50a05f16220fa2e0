using Grpc.Core;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>Classes the failures of Storage Read.</summary>
internal static class GrpcErrors
{
    /// <summary>Makes one of our failures of a gRPC status.</summary>
    public static BigQueryError Of(RpcException exception)
    {
        var status = exception.StatusCode;
        var message = string.IsNullOrWhiteSpace(exception.Status.Detail) ? status.ToString() : exception.Status.Detail.ReplaceLineEndings(" ");
        return new BigQueryError(Classify(status), (int)status, null, message);
    }

    /// <summary>
    /// Which failure a status is. A stream that breaks in the middle ends as Internal, Unknown, Cancelled or Unavailable, depending
    /// on where it broke; reading on from the offset is right for all of them.
    /// </summary>
    public static BigQueryFailure Classify(StatusCode status) => status switch
    {
        StatusCode.Unavailable => BigQueryFailure.Unreachable,
        StatusCode.DeadlineExceeded => BigQueryFailure.TimedOut,
        StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted or StatusCode.Cancelled or StatusCode.DataLoss => BigQueryFailure.ServiceError,
        StatusCode.ResourceExhausted => BigQueryFailure.RateLimited,
        StatusCode.Unauthenticated => BigQueryFailure.Unauthenticated,
        StatusCode.PermissionDenied => BigQueryFailure.AccessDenied,
        StatusCode.NotFound => BigQueryFailure.NotFound,
        _ => BigQueryFailure.BadRequest,
    };
}
