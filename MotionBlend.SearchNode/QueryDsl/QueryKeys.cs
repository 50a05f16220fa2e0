using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>What the parsers of query kinds share: the keys that all have, and the errors for those that none has.</summary>
internal static class QueryKeys
{
    /// <summary>The kinds whose errors Elasticsearch wraps with the place in the body.</summary>
    private static readonly HashSet<string> ReadByObjectParser = ["match_all", "bool", "ids"];

    /// <summary>The kinds that look at the kind of a value before they read it.</summary>
    private static readonly HashSet<string> ReadByToken =
    [
        "exists", "constant_score", "terms", "dis_max", "boosting", "function_score", "simple_query_string", "query_string",
        "multi_match", "match", "match_phrase", "match_phrase_prefix", "match_bool_prefix",
    ];

    /// <summary>Takes <c>boost</c> and <c>_name</c>; null when the key is neither.</summary>
    public static QueryClause? Common(QueryClause clause, string query, JsonMember member) => member.Name switch
    {
        "boost" or "_name" when member.Value.IsNull && query is "function_score" => clause,
        "boost" => clause with { Boost = Boost(query, member.Value) },
        "_name" => clause with { Name = NameOf(query, member.Value) },
        _ => null,
    };

    /// <summary><c>[term] query does not support [x]</c>, at the key's value.</summary>
    public static Failure Unsupported(string query, JsonMember member) =>
        Failure.Parsing($"[{query}] query does not support [{member.Name}]", member.Value.Location);

    /// <summary>The same for the kinds that Elasticsearch reads with its object parser.</summary>
    public static Failure UnknownField(string query, JsonMember member, IEnumerable<string> known) =>
        new(FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [{query}] unknown field [{member.Name}]{Http.DidYouMean.Hint(member.Name, known)}") { Location = member.Value.Location };

    /// <summary>The one field of a leaf query: <c>{"field": …}</c>, with no key beside it.</summary>
    /// <exception cref="FailureException">There is no field, or there are two.</exception>
    public static JsonMember SingleField(string query, JsonValue body)
    {
        JsonMember? field = null;
        foreach (var member in body.Members)
        {
            if (member.Value.IsNull || query == "range" && Flat(member).All(one => one.Value.IsNull))
                continue;
            if (query == "term" && member.Value.Kind == JsonKind.Array)
                throw Failure.Parsing("[term] query does not support array of values", member.Value.Location).Raise();
            if (member.Name is "boost" or "_name" && member.Value.Kind != JsonKind.Object && query == "range")
                throw Unsupported(query, member).Raise();
            if (field is not null)
            {
                throw Failure.Parsing(
                    $"[{query}] query doesn't support multiple fields, found [{field.Name}] and [{member.Name}]", member.Value.Location).Raise();
            }

            if (query != "range")
                field = member;
            else
                field = Flat(member).FirstOrDefault();
        }

        return field is not { Name.Length: > 0 }
            ? throw Failure.IllegalArgument("field name is null or empty").Raise()
            : field;
    }

    /// <summary>
    /// A member as the kinds take it that are deaf to arrays: the values in them stand for the array, one after the other.
    /// </summary>
    public static IEnumerable<JsonMember> Flat(JsonMember member) => member.Value.Kind == JsonKind.Array
        ? member.Value.Items.SelectMany(item => Flat(member with { Value = item }))
        : [member];

    /// <summary>The text of a scalar value.</summary>
    /// <exception cref="FailureException">It is an object, an array or null.</exception>
    public static string Text(JsonValue value) => value.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null
        ? throw Failure.IllegalArgument($"Expected text at {value.Location.Line}:{value.Location.Column} but found {value.TokenName}").Raise()
        : value.Text;

    /// <summary>Refuses an object, an array or null where the kind takes a scalar.</summary>
    /// <exception cref="FailureException">It is one.</exception>
    public static void RequireScalar(string query, string name, JsonValue value)
    {
        if (value.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null)
            throw Failure.Parsing($"[{query}] unknown token [{value.TokenName}] after [{name}]", value.Location).Raise();
    }

    /// <summary>
    /// Reads a body as Elasticsearch's kinds do that have their object parser read it: its failures are told as one to parse,
    /// with the failure as the cause.
    /// </summary>
    /// <exception cref="FailureException">The body is malformed.</exception>
    public static QueryClause ByObjectParser(JsonValue body, Func<JsonValue, QueryClause> parse)
    {
        try
        {
            return parse(body);
        }
        catch (FailureException e) when (e.Failure.Kind is FailureKind.XContentParse or FailureKind.XContentEndOfFile)
        {
            throw (Failure.Parsing(e.Failure.Reason!, e.Failure.Location ?? body.Location) with { CausedBy = e.Failure }).Raise();
        }
    }

    private static float Boost(string query, JsonValue value)
    {
        if (ReadByObjectParser.Contains(query))
            return BoostOfObjectParser(query, value);
        if (ReadByToken.Contains(query) && !(value.IsNull && query == "dis_max"))
            RequireScalar(query, "boost", value);
        return NotNegative(query, (float)value.AsDouble());
    }

    private static float BoostOfObjectParser(string query, JsonValue value)
    {
        RequireKind(query, "boost", value, JsonKind.Number, JsonKind.String);
        try
        {
            return NotNegative(query, (float)value.AsDouble());
        }
        catch (FailureException e)
        {
            throw new Failure(FailureKind.XContentParse, $"{value.Location} [{query}] failed to parse field [boost]") { CausedBy = e.Failure, Location = value.Location }.Raise();
        }
    }

    private static string NameOf(string query, JsonValue value)
    {
        if (query is "boosting" or "constant_score" or "function_score" or "query_string" || (query == "dis_max" && !value.IsNull))
            RequireScalar(query, "_name", value);
        if (query != "knn" && !ReadByObjectParser.Contains(query))
            return Text(value);
        RequireKind(query, "_name", value, JsonKind.String);
        return value.Text;
    }

    private static void RequireKind(string query, string name, JsonValue value, params ReadOnlySpan<JsonKind> kinds)
    {
        if (!kinds.Contains(value.Kind))
            throw new Failure(FailureKind.XContentParse, $"{value.Location} [{query}] {name} doesn't support values of type: {value.TokenName}") { Location = value.Location }.Raise();
    }

    /// <summary>Whether a boost is one that no query takes; the negative zero is.</summary>
    public static bool IsNegative(float boost) => boost < 0 || (boost == 0 && float.IsNegative(boost));

    /// <summary>Says so.</summary>
    public static Failure NegativeBoost(string query) =>
        Failure.IllegalArgument($"negative [boost] are not allowed in [{query}], use a value between 0 and 1 to deboost");

    private static float NotNegative(string query, float boost) => IsNegative(boost) ? throw NegativeBoost(query).Raise() : boost;
}
