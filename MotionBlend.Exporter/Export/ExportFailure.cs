namespace MotionBlend.Exporter.Export;

/// <summary>Why a run ended without publishing: the closed list, each with its own exit code.</summary>
internal enum ExportFailure
{
    /// <summary>More rows were rejected than <c>--max-dead-letters</c> allows, or all of them.</summary>
    TooManyRejected,

    /// <summary>Ledger and index disagree.</summary>
    VerificationFailed,

    /// <summary>More documents would go than <c>--max-deletes</c> allows.</summary>
    TooManyDeletes,

    /// <summary>The mart cannot be read.</summary>
    SourceUnreadable,

    /// <summary>The mart lacks columns.</summary>
    SchemaMismatch,

    /// <summary>Elasticsearch does not answer, or not within the time for retries.</summary>
    ClusterUnreachable,

    /// <summary>401 or 403.</summary>
    AccessDenied,

    /// <summary>Something else answers at the address.</summary>
    NotElasticsearch,

    /// <summary>A concrete index has the name that the alias needs.</summary>
    AliasIsIndex,

    /// <summary>Elasticsearch refuses a request for another reason.</summary>
    ClusterRefused,

    /// <summary>Another run is at work on the alias.</summary>
    LeaseHeld,

    /// <summary>Another run took over while this one stood still.</summary>
    LeaseLost,

    /// <summary>There is no index yet that rows can be written into, or none to go back to.</summary>
    NoIndex,

    /// <summary>A worker's health port is taken.</summary>
    PortTaken,

    /// <summary>Dead letters or report cannot be written.</summary>
    OutputNotWritable,
}
