namespace MotionBlend.AppHost;

/// <summary>What answers searches (docs/decisions/0004-search-backends.md). All of them speak Elasticsearch's REST protocol.</summary>
internal enum SearchBackendKind
{
    /// <summary>Existing where a connection string is set, else container where a runtime answers, else embedded.</summary>
    Auto,

    /// <summary>A cluster that somebody else runs, named by <c>ConnectionStrings:elasticsearch</c>.</summary>
    Existing,

    /// <summary>Elasticsearch in a container, through Docker or Podman.</summary>
    Container,

    /// <summary>MotionBlend.SearchNode.</summary>
    Embedded,
}
