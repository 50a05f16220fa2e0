namespace MotionBlend.Exporter.Export;

/// <summary>Ends a run from any of its tasks with one failure of the closed list; caught once, where the run ends.</summary>
/// <param name="failure">What failed.</param>
/// <param name="problem">What happened, one sentence.</param>
/// <param name="cure">What the operator can do about it, one sentence.</param>
internal sealed class ExportException(ExportFailure failure, string problem, string cure) : Exception(problem)
{
    /// <summary>What failed.</summary>
    public ExportFailure Failure { get; } = failure;

    /// <summary>What the operator can do about it.</summary>
    public string Cure { get; } = cure;
}
