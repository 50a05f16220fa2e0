namespace MotionBlend.Elasticsearch.Transport;

/// <summary>Why a request to Elasticsearch gave no usable answer: the closed list that callers decide on.</summary>
public enum ElasticFailure
{
    /// <summary>Nobody answers at the address: refused, no such host, connection lost.</summary>
    Unreachable,

    /// <summary>No answer within the request's time limit.</summary>
    TimedOut,

    /// <summary>401: no or wrong credentials.</summary>
    Unauthorized,

    /// <summary>403: the credentials lack a privilege, or the index is blocked.</summary>
    Forbidden,

    /// <summary>404: no such index, alias or document.</summary>
    NotFound,

    /// <summary>409: version conflict.</summary>
    Conflict,

    /// <summary>413: the request body is over the server's limit.</summary>
    TooLarge,

    /// <summary>429: the server asks to slow down.</summary>
    TooManyRequests,

    /// <summary>Any other 4xx: the request is wrong and will not get better by repeating it.</summary>
    BadRequest,

    /// <summary>5xx: the server or a gateway before it failed.</summary>
    ServerError,

    /// <summary>The reply is not what the API promises: no JSON, cut off, a required member missing, too large.</summary>
    MalformedReply,

    /// <summary>The reply lacks the header <c>X-elastic-product: Elasticsearch</c>: something else listens there.</summary>
    NotElasticsearch,
}
