using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>
/// Reads the sources of a <c>composite</c> as Elasticsearch does, token by token: behind the parameters of a source it takes two
/// tokens for the ends of its objects without a look at them.
/// </summary>
/// <param name="aggregation">Name of the aggregation.</param>
/// <param name="sources">An array of sources, or one.</param>
internal sealed class CompositeSourceReader(string aggregation, JsonValue sources)
{
    private readonly IEnumerator<JsonToken> _tokens = JsonToken.All(sources).GetEnumerator();

    /// <summary>Reads them.</summary>
    /// <exception cref="FailureException">They are no sources.</exception>
    public List<CompositeSource> Read()
    {
        var first = Next();
        if (first.Kind == JsonTokenKind.StartObject)
            return [Source(first)];
        var read = new List<CompositeSource>();
        for (var token = Next(); token.Kind != JsonTokenKind.EndArray; token = Next())
        {
            read.Add(token.Kind is JsonTokenKind.StartObject or JsonTokenKind.Value or JsonTokenKind.Null
                ? Source(token)
                : throw new Failure(FailureKind.IllegalState, $"expected value but got [{token.TypeName}]").Raise());
        }

        return read;
    }

    /// <summary>Refuses sources that have more behind them, by what Elasticsearch then takes it for.</summary>
    /// <exception cref="FailureException">They have.</exception>
    public void RequireEnd()
    {
        if (sources.Kind == JsonKind.Object && _tokens.Current is { Kind: not JsonTokenKind.EndObject } token)
            throw new Failure(FailureKind.XContentParse, $"{token.Location} parser for [sources] did not end on END_OBJECT").Raise();
        if (sources.Kind == JsonKind.Array && _tokens.Current.Of != sources)
            throw OfRest().Raise();
    }

    // The end of an array inside a source was taken for that of the sources: the ends behind it close the composite and its aggregation.
    private Failure OfRest()
    {
        if (Next() is { Kind: not JsonTokenKind.EndObject } member)
            return new Failure(FailureKind.XContentParse, $"{member.Location} [composite] unknown field [{member.Name}]");
        if (Next() is { Kind: not JsonTokenKind.EndObject } second)
            return Failure.Parsing($"Found two aggregation type definitions in [{aggregation}]: [composite] and [{second.Name}]", second.Location);
        var next = Next();
        return Failure.Parsing($"Unexpected token {next.TypeName} in [aggs]: aggregations definitions must start with the name of the aggregation.", next.Location);
    }

    private CompositeSource Source(JsonToken start)
    {
        Require(start, JsonTokenKind.StartObject, "START_OBJECT");
        var name = Require(Next(), JsonTokenKind.Name, "FIELD_NAME").Name;
        Require(Next(), JsonTokenKind.StartObject, "START_OBJECT");
        var kind = Require(Next(), JsonTokenKind.Name, "FIELD_NAME").Name;
        var body = Require(Next(), JsonTokenKind.StartObject, "START_OBJECT").Of;
        var source = CompositeSource.Parse(aggregation, name, kind, body);
        JsonToken end;
        do
        {
            end = Next();
        }
        while (end.Kind != JsonTokenKind.EndObject || !ReferenceEquals(end.Of, body));
        Next();
        Next();
        return source;
    }

    private JsonToken Next()
    {
        _tokens.MoveNext();
        return _tokens.Current;
    }

    private static JsonToken Require(JsonToken token, JsonTokenKind kind, string name) => token.Kind == kind
        ? token
        : throw Failure.Parsing($"Failed to parse object: expecting token of type [{name}] but found [{token.TypeName}]", token.Location).Raise();
}
