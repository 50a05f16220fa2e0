using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>Reads the body of a <c>knn</c>, which is the same as a query and beside it.</summary>
internal static class KnnBody
{
    private const string Kind = "knn";

    /// <summary>Reads a body.</summary>
    /// <param name="body">The object.</param>
    /// <param name="depth">How many queries are around it.</param>
    /// <param name="inQuery">Whether it is a query, and not a search of its own beside one.</param>
    /// <exception cref="FailureException">A key is unknown, a value is wrong, or something is missing.</exception>
    public static KnnQuery Parse(JsonValue body, int depth, bool inQuery)
    {
        QueryClause query = new KnnQuery("", []);
        string? field = null;
        float[]? vector = null;
        foreach (var member in body.Members)
        {
            var (name, value) = (member.Name, member.Value);
            var knn = (KnnQuery)query;
            switch (name)
            {
                case "field":
                    field = Within(member, Require(member, JsonKind.String), value => value.Text);
                    break;
                case "query_vector":
                    vector = Within(member, Require(member, JsonKind.Array, JsonKind.Object, JsonKind.String, JsonKind.Number), Vector);
                    break;
                case "k":
                    query = knn with { K = Number(member, value => value.AsInt()) };
                    break;
                case "num_candidates":
                    query = knn with { Candidates = Number(member, value => value.AsInt()) };
                    break;
                case "similarity":
                    query = knn with { Similarity = Number(member, value => (float)value.AsDouble()) };
                    break;
                case "filter":
                    query = knn with { Filters = Filters(Require(member, JsonKind.Object, JsonKind.Array), depth) };
                    break;
                case "rescore_vector":
                    // Every vector is compared as it is, so there is nothing to look at again.
                    RequireOversample(member);
                    break;
                case "query_vector_builder":
                case "inner_hits" when !inQuery:
                    throw Failure.Unsupported($"[{name}] in a [knn]").Raise();
                case "boost":
                    query = knn with { Boost = Boost(Number(member, value => (float)value.AsDouble()), value, inQuery) };
                    break;
                default:
                    query = QueryKeys.Common(query, Kind, member) ?? throw new Failure(
                        FailureKind.XContentParse,
                        $"{value.LocationAt(member.NameStart)} [knn] unknown field [{name}]{Http.DidYouMean.Hint(name, Keys(inQuery))}").Raise();
                    break;
            }
        }

        if (field is null)
            throw Failure.IllegalArgument("Required [field]").Raise();
        if (vector is null)
        {
            throw (inQuery
                ? NotBuilt(Failure.IllegalArgument("either [query_vector] or [query_vector_builder] must be provided"))
                : Failure.IllegalArgument("either [query_vector_builder] or [query_vector] must be provided")).Raise();
        }

        return ((KnnQuery)query) with { Field = field, Vector = vector };
    }

    /// <summary>A query whose parts do not go together.</summary>
    public static Failure NotBuilt(Failure cause) =>
        new(FailureKind.XContentParse, "Failed to build [knn] after last required field arrived") { CausedBy = cause };

    private static string[] Keys(bool inQuery)
    {
        string[] keys = ["field", "query_vector", "k", "num_candidates", "similarity", "filter", "boost", "_name"];
        return inQuery ? keys : [.. keys, "inner_hits"];
    }

    private static float Boost(float boost, JsonValue value, bool inQuery)
    {
        // Beside a query it is met by the shards, when they search.
        if (!inQuery || !QueryKeys.IsNegative(boost))
            return boost;
        throw NotParsed("boost", value.Location, QueryKeys.NegativeBoost(Kind)).Raise();
    }

    private static JsonValue Require(JsonMember member, params ReadOnlySpan<JsonKind> kinds) => kinds.Contains(member.Value.Kind)
        ? member.Value
        : throw new Failure(
            FailureKind.XContentParse, $"{member.Value.Location} [knn] {member.Name} doesn't support values of type: {member.Value.TokenName}").Raise();

    private static T Number<T>(JsonMember member, Func<JsonValue, T> read) => Within(member, Require(member, JsonKind.Number, JsonKind.String), read);

    private static T Within<T>(JsonMember member, JsonValue value, Func<JsonValue, T> read)
    {
        try
        {
            return read(value);
        }
        catch (FailureException e)
        {
            throw NotParsed(member.Name, e.Failure.Location ?? value.Location, e.Failure).Raise();
        }
    }

    private static float[] Vector(JsonValue value) => value.Kind switch
    {
        JsonKind.Array => [.. value.Items.Select(Item)],
        JsonKind.Number => [(float)value.AsDouble()],
        JsonKind.String => Bytes(value),
        _ => throw Failure.Parsing($"Unknown type [{value.TokenName}] for parsing vector", value.Location).Raise(),
    };

    private static float Item(JsonValue item)
    {
        if (item.Kind is not (JsonKind.Number or JsonKind.String))
        {
            throw Failure.Parsing($"Type [{item.TokenName}] not supported for query vector", item.Location).Raise();
        }

        return double.TryParse(item.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (float)number
            : throw new Failure(FailureKind.NumberFormat, $"For input string: \"{item.Text}\"") { Location = item.Location }.Raise();
    }

    // A text is the hexadecimal form of signed bytes.
    private static float[] Bytes(JsonValue value)
    {
        if (value.Text.Length % 2 != 0)
            throw Failure.IllegalArgument($"string length not even: {value.Text.Length}").Raise();
        var bytes = new byte[value.Text.Length / 2];
        return Convert.FromHexString(value.Text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? Array.ConvertAll(bytes, number => (float)(sbyte)number)
            : throw Failure.IllegalArgument("not a hexadecimal digit").Raise();
    }

    private static List<QueryClause> Filters(JsonValue value, int depth)
    {
        var filters = new List<QueryClause>();
        var at = value;
        try
        {
            foreach (var item in value.Kind == JsonKind.Array ? value.Items : (IReadOnlyList<JsonValue>)[value])
            {
                at = item;
                if (item.Kind == JsonKind.Array)
                    throw new Failure(FailureKind.IllegalState, "expected value but got [START_ARRAY]").Raise();
                filters.Add(QueryParser.Parse(item, depth + 1));
            }
        }
        catch (FailureException e) when (!e.Failure.IsUnsupported)
        {
            throw NotParsed("filter", e.Failure.Location ?? at.EndLocation, e.Failure).Raise();
        }

        return filters;
    }

    private static void RequireOversample(JsonMember member)
    {
        var value = Require(member, JsonKind.Object);
        if (value["oversample"]?.AsDouble() is not (0 or >= 1))
            throw NotParsed(member.Name, value.EndLocation, Failure.IllegalArgument("[oversample] must be >= 1.0 or 0")).Raise();
    }

    private static Failure NotParsed(string name, JsonLocation location, Failure cause) =>
        new(FailureKind.XContentParse, $"{location} [knn] failed to parse field [{name}]") { CausedBy = cause };
}
