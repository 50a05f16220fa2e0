namespace MotionBlend.SearchNode.Failures;

/// <summary>
/// Every way in which a request can fail, a closed list. <see cref="Api.ElasticErrors"/> maps each to the type name and
/// status that Elasticsearch gives it.
/// </summary>
internal enum FailureKind
{
    ActionRequestValidation,

    /// <summary>The cluster has no room for what is asked of it.</summary>
    Validation,
    AliasesNotFound,
    ClusterBlock,
    DateTimeParse,
    DiskFull,
    DocumentMissing,
    DocumentParsing,
    DocumentSourceMissing,
    EsRejectedExecution,
    IllegalArgument,
    IllegalState,
    InvalidPath,
    IndexClosed,
    IndexNotFound,
    IndexTemplateMissing,
    InternalError,
    InvalidAliasName,
    InvalidIndexName,
    InvalidIndexTemplate,
    MapperParsing,
    MediaTypeHeader,
    NamedObjectNotFound,
    NoShardAvailable,
    NotRecovered,
    NumberFormat,
    Parse,
    Parsing,
    QueryShard,
    RequestTooLarge,
    ResourceAlreadyExists,
    ResourceNotFound,
    RoutingMissing,
    Runtime,
    SearchContextMissing,
    SearchPhaseExecution,
    Status,
    StrictDynamicMapping,
    TaskCancelled,
    TextParse,
    TimedOut,
    TooManyBuckets,
    TooManyScrollContexts,
    VersionConflict,
    XContentEndOfFile,
    XContentParse,
}
