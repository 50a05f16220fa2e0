using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>The parameters of one aggregation: taken by name; one that nobody took is refused.</summary>
internal sealed class AggregationBody(string name, string kind, JsonValue body)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The user's name of the aggregation.</summary>
    public string Name => name;

    public string Kind => kind;

    /// <summary>The whole body, for kinds whose keys are the user's.</summary>
    public JsonValue Json => body;

    /// <summary>The whole body, all of which is taken.</summary>
    public JsonValue TakeAll()
    {
        _taken.UnionWith(body.Members.Select(member => member.Name));
        return body;
    }

    /// <summary>A parameter, of one of the kinds that it takes.</summary>
    /// <exception cref="FailureException">It is of another kind.</exception>
    public JsonValue? Take(string key)
    {
        _taken.Add(key);
        if (body[key] is not { } value)
            return null;
        if (TakesKindsOfItsOwn)
            return value.IsNull ? null : value;
        ParameterKinds.Require(kind, name, key, value);
        return value;
    }

    /// <summary>One number or a list of them; null where the parameter is not given.</summary>
    /// <exception cref="FailureException">It is something else.</exception>
    public double[]? Doubles(string key)
    {
        _taken.Add(key);
        if (body[key] is not { } value)
            return null;
        return value.Kind is JsonKind.Null or JsonKind.Object
            ? throw new Failure(FailureKind.XContentParse, $"{value.Location} [{kind}] {key} doesn't support values of type: {value.TokenName}").Raise()
            : Named(key, value, given => (given.Kind == JsonKind.Array ? given.Items : [given]).Select(item => item.AsDouble()).ToArray());
    }

    /// <summary>The failure of parameters that are wrong together.</summary>
    public FailureException NotBuilt(string reason) =>
        new Failure(FailureKind.XContentParse, $"Failed to build [{kind}] after last required field arrived")
        {
            CausedBy = Failure.IllegalArgument($"{reason}: [{name}]"),
        }.Raise();

    public string? Text(string key) => Take(key)?.Text;

    public bool Bool(string key, bool absent) => Take(key)?.AsBoolean() ?? absent;

    /// <summary>A parameter read by a function whose failures name the parameter and its place.</summary>
    public T? Read<T>(string key, Func<JsonValue, T> read)
        where T : struct
    {
        return Take(key) is { } value ? Named(key, value, read) : null;
    }

    /// <summary>The same for what is an object.</summary>
    public T? ReadObject<T>(string key, Func<JsonValue, T> read)
        where T : class => Take(key) is { } value ? Named(key, value, read) : null;

    private T Named<T>(string key, JsonValue value, Func<JsonValue, T> read)
    {
        try
        {
            return read(value);
        }
        catch (FailureException e)
        {
            throw new Failure(FailureKind.XContentParse, $"{value.Location} [{kind}] failed to parse field [{key}]") { CausedBy = e.Failure }.Raise();
        }
    }

    /// <summary>The <c>field</c> parameter.</summary>
    /// <exception cref="FailureException">It is missing.</exception>
    public string Field() => Text("field")
        ?? throw Failure.IllegalArgument("Required one of fields [field, script], but none were specified.").Raise();

    /// <summary>Takes parameters that change only how Elasticsearch computes the same result.</summary>
    public void WithoutEffect(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            Take(key);
    }

    // Elasticsearch reads these by hand.
    private bool TakesKindsOfItsOwn => kind is "filters" or "top_hits" || kind.EndsWith("_bucket", StringComparison.Ordinal);

    /// <summary>Refuses parameters that Elasticsearch has and this node has not.</summary>
    public void Refuse(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (Take(key) is not null)
                throw Failure.Unsupported($"[{key}] in the aggregation [{name}] of type [{kind}]").Raise();
    }

    /// <summary>Refuses what was not taken.</summary>
    public void RequireAllTaken()
    {
        foreach (var member in body.Members)
        {
            if (_taken.Contains(member.Name))
                continue;
            if (kind.EndsWith("_bucket", StringComparison.Ordinal))
                throw Failure.Parsing($"Unexpected token {member.Value.TokenName} [{member.Name}] in [{name}]", member.Value.Location).Raise();
            throw new Failure(
                FailureKind.XContentParse,
                $"{member.Value.LocationAt(member.NameStart)} [{kind}] unknown field [{member.Name}]{DidYouMean.Hint(member.Name, _taken)}").Raise();
        }
    }
}
