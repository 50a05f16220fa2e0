using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl.FunctionScore;

/// <summary><c>function_score</c>: the score of a query, changed by functions of the document.</summary>
internal sealed record FunctionScoreQuery(QueryClause Query, IReadOnlyList<ScoreFunction> Functions) : QueryClause
{
    private const string Kind = "function_score";

    public ScoreMode ScoreMode { get; init; }

    public BoostMode BoostMode { get; init; }

    public float MaxBoost { get; init; } = float.MaxValue;

    public float? MinScore { get; init; }

    public static QueryClause Parse(JsonValue body, int depth)
    {
        QueryClause query = new FunctionScoreQuery(new MatchAllQuery(), []);
        string? array = null;
        string? single = null;
        float? weight = null;
        foreach (var member in body.Members)
        {
            var value = member.Value;
            var current = (FunctionScoreQuery)query;
            switch (member.Name, value.Kind)
            {
                case (not "weight" and not "boost" and not "_name", JsonKind.Null):
                    break;
                case ("query", JsonKind.Object):
                    query = current with { Query = QueryParser.Parse(value, depth + 1) };
                    break;
                case ("functions", JsonKind.Array):
                    if (single is not null)
                        throw NotBoth($"already found [{single}], now encountering [functions].", value).Raise();
                    array = member.Name;
                    query = current with { Functions = [.. value.Items.Select(item => ScoreFunctionParser.Entry(item, depth))] };
                    break;
                case ("weight", _):
                    RequireNoArray(array, member);
                    single = member.Name;
                    weight = ScoreFunctionParser.Weight(value);
                    break;
                case ("score_mode", JsonKind.String or JsonKind.Number or JsonKind.Boolean):
                    query = current with { ScoreMode = Mode<ScoreMode>(value, "FunctionScoreQuery.ScoreMode") };
                    break;
                case ("boost_mode", JsonKind.String or JsonKind.Number or JsonKind.Boolean):
                    query = current with { BoostMode = Mode<BoostMode>(value, "CombineFunction") };
                    break;
                case ("max_boost", _):
                    QueryKeys.RequireScalar(Kind, member.Name, value);
                    query = current with { MaxBoost = (float)value.AsDouble() };
                    break;
                case ("min_score", _):
                    QueryKeys.RequireScalar(Kind, member.Name, value);
                    query = current with { MinScore = (float)value.AsDouble() };
                    break;
                case (_, JsonKind.Object):
                    RequireNoArray(array, member);
                    if (single is not null and not "weight")
                        throw Failure.Parsing($"failed to parse [{Kind}] query. already found function [{single}], now encountering [{member.Name}]. use [functions] array if you want to define several functions.", value.Location).Raise();
                    single = member.Name;
                    query = current with { Functions = [ScoreFunctionParser.Parse(member)] };
                    break;
                default:
                    query = QueryKeys.Common(query, Kind, member)
                        ?? throw Failure.Parsing($"failed to parse [{Kind}] query. field [{member.Name}] is not supported", value.Location).Raise();
                    break;
            }
        }

        var parsed = (FunctionScoreQuery)query;
        if (weight is not { } factor)
            return parsed;
        return parsed with { Functions = [(parsed.Functions is [var only] ? only : new WeightScoreFunction()) with { Weight = factor }] };
    }

    public override IEnumerable<QueryClause> Parts => [Query, .. Functions.Select(function => function.Filter).OfType<QueryClause>()];

    public override bool RewritesToNone(QueryContext context) => Query.RewritesToNone(context);

    public override bool FindsNothing(QueryContext context) => Query.FindsNothing(context);

    public override Failure? FaultOfDates(QueryContext context) => Query.FaultOfDates(context)
        ?? (FaultOfDates(Parts.Skip(1), context) is { } fault && !Query.IsNone(context) ? fault : null);

    protected override QueryNode BindCore(QueryContext context) =>
        new FunctionScoreNode(Query.Bind(context), [.. Functions.Select(function => function.Bind(context))])
        {
            // A sole function for every document is the factor itself, whatever the mode.
            ScoreMode = Functions is [{ Filter: null or MatchAllQuery }] ? ScoreMode.First : ScoreMode,
            BoostMode = BoostMode,
            MaxBoost = MaxBoost,
            MinScore = MinScore,
            Scores = context.Scores,
            Index = context.Index.Name,
            Statistics = context.Terms.Statistics,
        };

    private static void RequireNoArray(string? array, JsonMember member)
    {
        if (array is not null)
            throw NotBoth($"already found [functions] array, now encountering [{member.Name}].", member.Value).Raise();
    }

    private static Failure NotBoth(string more, JsonValue at) => Failure.Parsing(
        $"failed to parse [{Kind}] query. [you can either define [functions] array or a single function, not both. {more}]", at.Location);

    private static T Mode<T>(JsonValue value, string type)
        where T : struct, Enum
    {
        return value.Text.All(char.IsAsciiLetter) && Enum.TryParse<T>(value.Text, ignoreCase: true, out var mode)
            ? mode
            : throw Failure.IllegalArgument(
                $"No enum constant org.elasticsearch.common.lucene.search.function.{type}.{value.Text.ToUpperInvariant()}").Raise();
    }
}
