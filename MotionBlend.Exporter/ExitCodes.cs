using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter;

/// <summary>What the process tells its caller. The table in README.md and docs/exporter.md lists the same.</summary>
internal static class ExitCodes
{
    /// <summary>Every row is accounted for and in the index.</summary>
    public const int Success = 0;

    /// <summary>A fault of the exporter itself.</summary>
    public const int Unexpected = 1;

    /// <summary>A flag or setting is wrong; nothing was read or written.</summary>
    public const int Usage = 2;

    /// <summary>The index was published, but rows were rejected into the dead-letter file.</summary>
    public const int RowsRejected = 3;

    /// <summary>The doctor found something and repaired nothing.</summary>
    public const int RepairNeeded = 8;

    /// <summary>SIGINT or SIGTERM ended the run; the index that readers see is the one before.</summary>
    public const int Cancelled = 130;

    /// <summary>The exit code of a failed run.</summary>
    public static int Of(ExportFailure failure) => failure switch
    {
        ExportFailure.TooManyRejected => 4,
        ExportFailure.VerificationFailed => 5,
        ExportFailure.TooManyDeletes => 9,
        ExportFailure.SourceUnreadable => 10,
        ExportFailure.SchemaMismatch => 11,
        ExportFailure.ClusterUnreachable => 20,
        ExportFailure.AccessDenied => 21,
        ExportFailure.NotElasticsearch => 22,
        ExportFailure.AliasIsIndex => 23,
        ExportFailure.ClusterRefused => 24,
        ExportFailure.LeaseHeld => 6,
        ExportFailure.LeaseLost => 7,
        ExportFailure.NoIndex => 25,
        ExportFailure.OutputNotWritable => 30,
        ExportFailure.PortTaken => 31,
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
