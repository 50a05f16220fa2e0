using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>The parameters of one aggregation: taken by name; one that nobody took is refused.</summary>
internal sealed class AggregationBody(string name, string kind, JsonValue body, bool isSource = false)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private Failure? _incomplete;
    private bool _takesAll;

    /// <summary>The user's name of the aggregation.</summary>
    public string Name => name;

    public string Kind => kind;

    /// <summary>The whole body, for kinds whose keys are the user's.</summary>
    public JsonValue Json => body;

    /// <summary>The whole body, all of which is taken.</summary>
    public JsonValue TakeAll()
    {
        _takesAll = true;
        return body;
    }

    /// <summary>A parameter of which nothing is read yet, but its end.</summary>
    /// <exception cref="FailureException">It is of another kind than the parameter takes, or has no end.</exception>
    public JsonValue? TakeWhole(string key) => Take(key) is { } value ? Named(key, value, read => read.Whole()) : null;

    /// <summary>A parameter, of one of the kinds that it takes.</summary>
    /// <exception cref="FailureException">It is of another kind.</exception>
    public JsonValue? Take(string key)
    {
        _taken.Add(key);
        if (body[key] is not { } value)
            return null;
        if (TakesKindsOfItsOwn)
        {
            return kind == "top_hits" || (kind == "filters" ? (key == "other_bucket_key") == (value.Kind == JsonKind.String) : ParameterKinds.IsOfBucketPipeline(key, value.Kind))
                ? value
                : throw Failure.Parsing($"Unexpected token {value.TokenName} [{key}] in [{name}]", value.Location).Raise();
        }

        if (!isSource || key != "order")
            ParameterKinds.Require(kind, name, key, value);
        return value;
    }

    /// <summary>Whether the parameter is given.</summary>
    public bool Has(string key) => body[key] is not null;

    public string? Text(string key) => ReadObject(key, value => value.Text);

    public bool Bool(string key, bool absent) => TakesKindsOfItsOwn
        ? Take(key)?.AsBoolean() ?? absent
        : Read<bool>(key, value => value.AsBoolean()) ?? absent;

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

    /// <summary>The <c>field</c> parameter; where it is missing the body is refused once all of it is read.</summary>
    public string Field() => Text("field") ?? Incomplete("", Failure.IllegalArgument("Required one of fields [field, script], but none were specified."));

    /// <summary>Stands in for a part that is missing: the body is refused once all of it is read.</summary>
    public T Incomplete<T>(T instead, Failure failure)
    {
        _incomplete ??= failure;
        return instead;
    }

    /// <summary>Refuses members of an object parameter that it does not take, by name and kind.</summary>
    /// <param name="key">The parameter.</param>
    /// <param name="parser">Elasticsearch's name of what the parameter is, which its failures quote.</param>
    /// <param name="names">The members that it takes.</param>
    /// <param name="kinds">The kinds of their values.</param>
    /// <exception cref="FailureException">A member is another.</exception>
    public void RequireMembers(string key, string parser, IReadOnlyList<string> names, params JsonKind[] kinds)
    {
        if (body[key]!.Members.Find(member => Fault(member) is not null) is { } wrong)
            throw Within(key, Fault(wrong)!);
        Named(key, body[key]!, value => value.Members.Count);

        Failure? Fault(JsonMember member) => !names.Contains(member.Name)
            ? new Failure(FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [{parser}] unknown field [{member.Name}]{DidYouMean.Hint(member.Name, names)}")
            : kinds.Contains(member.Value.Kind)
                ? null
                : new Failure(FailureKind.XContentParse, $"{member.Value.Location} [{parser}] {member.Name} doesn't support values of type: {member.Value.TokenName}");
    }

    /// <summary>A number within an object parameter.</summary>
    /// <exception cref="FailureException">It is none.</exception>
    public double Number(string key, string parser, string member, JsonValue value)
    {
        try
        {
            return value.AsDouble() is var number && double.IsFinite(number) ? number : throw Failure.IllegalArgument($"[{member}] must be finite").Raise();
        }
        catch (FailureException e)
        {
            throw Within(key, new Failure(FailureKind.XContentParse, $"{value.Location} [{parser}] failed to parse field [{member}]") { CausedBy = e.Failure });
        }
    }

    /// <summary>A failure inside a parameter.</summary>
    public FailureException Within(string key, Failure failure) =>
        new Failure(FailureKind.XContentParse, $"{body[key]!.Location} [{kind}] failed to parse field [{key}]") { CausedBy = failure }.Raise();

    /// <summary>Takes parameters that change only how Elasticsearch computes the same result.</summary>
    public void WithoutEffect(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            Take(key);
    }

    /// <summary>Whether it is a pipeline over the buckets of a sibling.</summary>
    public bool IsBucketPipeline => kind.EndsWith("_bucket", StringComparison.Ordinal);

    // Elasticsearch reads these by hand.
    private bool TakesKindsOfItsOwn => kind is "filters" or "top_hits" || IsBucketPipeline;

    /// <summary>Refuses parameters that Elasticsearch has and this node has not.</summary>
    public void Refuse(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (Take(key) is not null)
                throw Failure.Unsupported($"[{key}] in the aggregation [{name}] of type [{kind}]").Raise();
    }

    /// <summary>Refuses what was not taken, and a body without what it needs.</summary>
    public void RequireAllTaken()
    {
        foreach (var member in body.Members)
        {
            if (_takesAll || _taken.Contains(member.Name))
                continue;
            if (TakesKindsOfItsOwn)
                throw Failure.Parsing($"Unexpected token {member.Value.TokenName} [{member.Name}] in [{name}]", member.Value.Location).Raise();
            throw new Failure(
                FailureKind.XContentParse,
                $"{member.Value.LocationAt(member.NameStart)} [{kind}] unknown field [{member.Name}]{DidYouMean.Hint(member.Name, _taken)}").Raise();
        }

        if (_incomplete is { } failure)
            throw failure.Raise();
    }
}
