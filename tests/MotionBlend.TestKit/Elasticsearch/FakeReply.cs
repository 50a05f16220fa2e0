namespace MotionBlend.TestKit.Elasticsearch;

/// <summary>What a <see cref="FakeElasticsearch"/> does with a request. The list is closed.</summary>
public abstract record FakeReply
{
    private protected FakeReply()
    {
    }

    /// <summary>200 with a JSON body.</summary>
    public static FakeReply Ok(string json) => new FakeBody(200, json);

    /// <summary>An error in Elasticsearch's shape.</summary>
    public static FakeReply Error(int status, string type, string reason) => new FakeBody(status,
        $$"""{"error":{"root_cause":[{"type":"{{type}}","reason":"{{reason}}"}],"type":"{{type}}","reason":"{{reason}}"},"status":{{status}}}""");

    /// <summary>404 as for a missing index.</summary>
    public static FakeReply NoSuchIndex(string index) => Error(404, "index_not_found_exception", $"no such index [{index}]");
}

/// <summary>A reply with a body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body.</param>
public sealed record FakeBody(int Status, string Body) : FakeReply
{
    /// <summary>Media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>False to leave out the header that Elasticsearch is known by.</summary>
    public bool HasProductHeader { get; init; } = true;

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>The connection breaks without a reply, or within the body once <paramref name="Head"/> is sent.</summary>
/// <param name="Head">What is sent of a 200's body before the break; null for nothing at all.</param>
public sealed record FakeBreak(string? Head = null) : FakeReply;

/// <summary>No reply for as long as the client waits.</summary>
public sealed record FakeSilence : FakeReply;

/// <summary>Decided when the request is there.</summary>
/// <param name="Decide">Gives the reply.</param>
public sealed record FakeDecision(Func<FakeRequest, FakeReply> Decide) : FakeReply;
