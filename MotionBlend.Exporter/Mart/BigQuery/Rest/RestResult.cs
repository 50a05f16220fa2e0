using System.Diagnostics.CodeAnalysis;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>What a request came to: a value, or an error that more attempts did not cure.</summary>
/// <param name="Value">What was read from the reply.</param>
/// <param name="Error">Why there is no value.</param>
internal readonly record struct RestResult<T>(T? Value, BigQueryError? Error)
    where T : class
{
    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;
}
