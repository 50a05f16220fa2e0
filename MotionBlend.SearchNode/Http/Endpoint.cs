namespace MotionBlend.SearchNode.Http;

/// <summary>Whether an endpoint takes a request body.</summary>
internal enum BodyRule
{
    None,
    Optional,
    Required,
}

/// <summary>One Elasticsearch API: where it is reached, what it reads from the query string, and what it does.</summary>
internal interface IEndpoint
{
    /// <summary>Methods, paths and parameters.</summary>
    EndpointRoute Route { get; }

    /// <summary>Answers one request.</summary>
    Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken);
}

/// <summary>The address of an endpoint and the parameters that it knows.</summary>
/// <param name="Methods">HTTP methods.</param>
/// <param name="Paths">Paths with <c>{name}</c> for a part that varies, e.g. <c>/{index}/_search</c>.</param>
internal sealed record EndpointRoute(IReadOnlyList<string> Methods, params IReadOnlyList<string> Paths)
{
    /// <summary>Parameters that the endpoint honours.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Parameters that cannot change anything on one node with one shard (timeouts of a master, preferences, batching).</summary>
    public IReadOnlyList<string> WithoutEffect { get; init; } = [];

    /// <summary>Parameters that Elasticsearch has here and this node refuses.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Elasticsearch's name of the action: such requests are listed as tasks while they run; null for those that are not.</summary>
    public string? Action { get; init; }

    /// <summary>Whether a running request may be cancelled as a task; a write, once begun, may not.</summary>
    public bool Cancellable { get; init; }

    public BodyRule Body { get; init; } = BodyRule.None;

    /// <summary>True for the endpoints whose body is a stream of JSON lines.</summary>
    public bool TakesLines { get; init; }
}
