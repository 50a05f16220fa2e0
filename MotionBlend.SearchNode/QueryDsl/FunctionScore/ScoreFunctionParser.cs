using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl.FunctionScore;

/// <summary>Reads score functions by their names.</summary>
internal static class ScoreFunctionParser
{
    private static readonly string[] Names = ["field_value_factor", "gauss", "exp", "linear", "random_score", "script_score", "weight"];

    /// <summary>An entry of the <c>functions</c> array: a filter, a weight, one function.</summary>
    /// <exception cref="FailureException">It has none, or a key is unknown.</exception>
    public static ScoreFunction Entry(JsonValue entry, int depth)
    {
        if (entry.Kind != JsonKind.Object)
        {
            throw Failure.Parsing(
                $"failed to parse [function_score]. malformed query, expected a [START_OBJECT] while parsing functions but got a [{entry.TokenName}] instead",
                entry.Location).Raise();
        }

        ScoreFunction? function = null;
        QueryClause? filter = null;
        float? weight = null;
        foreach (var member in entry.Members.SelectMany(member => member.Name == "weight" ? [member] : QueryKeys.Flat(member)))
        {
            if (member.Name != "weight" && member.Value.IsNull)
                continue;
            if (member.Name == "weight")
                weight = Weight(member.Value);
            else if (member.Value.Kind != JsonKind.Object)
                throw Failure.Parsing($"failed to parse [function_score] query. field [{member.Name}] is not supported", member.Value.Location).Raise();
            else if (member.Name == "filter")
                filter = QueryParser.Parse(member.Value, depth + 1);
            else if (function is not null)
                throw Failure.Parsing("failed to parse function_score functions. already found a function, now encountering [" + member.Name + "].", member.Value.Location).Raise();
            else
                function = Parse(member);
        }

        if (function is null && weight is null)
            throw Failure.Parsing("failed to parse [function_score] query. an entry in functions list is missing a function.", entry.EndLocation).Raise();
        return (function ?? new WeightScoreFunction()) with { Filter = filter, Weight = weight ?? 1 };
    }

    /// <summary>A function by its name.</summary>
    /// <exception cref="FailureException">There is none of the name, or its body is wrong.</exception>
    public static ScoreFunction Parse(JsonMember member) => member.Name switch
    {
        "field_value_factor" => FieldValueScoreFunction.Parse(member.Value),
        "gauss" => DecayScoreFunction.Parse(DecayShape.Gauss, member.Value),
        "exp" => DecayScoreFunction.Parse(DecayShape.Exp, member.Value),
        "linear" => DecayScoreFunction.Parse(DecayShape.Linear, member.Value),
        "random_score" => RandomScoreFunction.Parse(member.Value),
        "script_score" => throw Failure.Unsupported($"score function [{member.Name}]").Raise(),
        _ => throw (Failure.Parsing($"unknown query [function_score]{DidYouMean.Hint("function_score", Names)}", member.Value.Location) with
        {
            CausedBy = new Failure(FailureKind.NamedObjectNotFound, $"{member.Value.Location} unknown field [{member.Name}]"),
        }).Raise(),
    };

    // An array is read for the numbers in it.
    private static JsonValue Scalar(JsonValue value)
    {
        var scalar = value.Items.First ?? value;
        QueryKeys.RequireScalar("function_score", "weight", scalar);
        return scalar;
    }

    /// <summary>A weight.</summary>
    /// <exception cref="FailureException">It is negative.</exception>
    public static float Weight(JsonValue value) => (float)Scalar(value).AsDouble() is var weight and >= 0
        ? weight
        : throw Failure.IllegalArgument("[weight] cannot be negative for a filtering function").Raise();
}
