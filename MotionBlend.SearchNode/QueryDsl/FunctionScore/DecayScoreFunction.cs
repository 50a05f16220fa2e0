using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.QueryDsl.FunctionScore;

/// <summary><c>gauss</c>, <c>exp</c>, <c>linear</c>: nearness of a number or a date to an origin.</summary>
internal sealed record DecayScoreFunction(DecayShape Shape, string Field, JsonValue Parameters) : ScoreFunction
{
    private const double DefaultDecay = 0.5;

    public MultiValueMode Mode { get; init; }

    public static ScoreFunction Parse(DecayShape shape, JsonValue body)
    {
        JsonMember? field = null;
        var mode = MultiValueMode.Min;
        foreach (var member in body.Members)
        {
            if (member.Value.Kind == JsonKind.Object)
                field = member;
            else if (member.Name == "multi_value_mode")
                mode = ReadMode(QueryKeys.Text(member.Value));
            else
                throw Failure.Parsing("malformed score function score parameters.", member.Value.Location).Raise();
        }

        return field is null
            ? throw Failure.Parsing("malformed score function score parameters.", body.EndLocation).Raise()
            : new DecayScoreFunction(shape, field.Name, field.Value) { Mode = mode };
    }

    private static MultiValueMode ReadMode(string name) => name.All(char.IsAsciiLetter) && Enum.TryParse<MultiValueMode>(name, ignoreCase: true, out var mode)
        ? mode
        : throw Failure.IllegalArgument($"Illegal sort mode: {name}").Raise();

    protected override ScoreFunctionNode BindCore(QueryContext context)
    {
        var field = context.Field(Field) ?? throw new Failure(FailureKind.Parsing, $"unknown field [{Field}]").Raise();
        if (field.Type.Family is not (FieldFamily.Integer or FieldFamily.Float or FieldFamily.Date))
            throw Failure.IllegalArgument($"field [{Field}] is of type [{field.Type.Name}], but only numeric types are supported.").Raise();
        JsonValue? origin = null, scale = null, offset = null;
        var decay = DefaultDecay;
        foreach (var member in Parameters.Members)
        {
            switch (member.Name)
            {
                case "origin":
                    origin = member.Value;
                    break;
                case "scale":
                    scale = member.Value;
                    break;
                case "offset":
                    offset = member.Value;
                    break;
                case "decay":
                    decay = member.Value.AsDouble();
                    break;
                default:
                    throw NotCreated(context, $"parameter [{member.Name}] not supported!").Raise();
            }
        }

        return field.Type is DateType date
            ? OfDate(context, field, date, origin, scale, offset, decay)
            : scale is null || origin is null
                ? throw NotCreated(context, "both [scale] and [origin] must be set for numeric fields.").Raise()
                : Checked(field, origin.AsDouble(), scale.AsDouble(), offset?.AsDouble() ?? 0, decay);
    }

    private DecayFunction OfDate(
        QueryContext context, MappedField field, DateType type, JsonValue? origin, JsonValue? scale, JsonValue? offset, double decay)
    {
        if (scale is null)
            throw NotCreated(context, "[scale] must be set for date fields.").Raise();
        var from = origin is null ? context.Dates.NowMillis : Moment(context, type, origin);
        return Checked(field, from, Milliseconds(scale, "scale"), offset is null ? 0 : Milliseconds(offset, "offset"), decay);
    }

    private static long Moment(QueryContext context, DateType type, JsonValue origin)
    {
        try
        {
            return DateMath.Parse(QueryKeys.Text(origin), type.Format, zone: null, roundUp: false, context.Dates.NowMillis);
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.Parse)
        {
            throw QueryFailures.NotCreated(context.Index, e.Failure).Raise();
        }
    }

    private DecayFunction Checked(MappedField field, double origin, double scale, double offset, double decay)
    {
        if (scale <= 0)
            throw Failure.IllegalArgument("function_score : scale must be > 0.0.").Raise();
        if (decay is <= 0 or >= 1)
            throw Failure.IllegalArgument("function_score : decay must be in the range [0..1].").Raise();
        if (offset < 0)
            throw Failure.IllegalArgument("function_score : offset must be > 0.0").Raise();
        return new DecayFunction(field, Shape, origin, scale, offset, decay) { Mode = Mode };
    }

    private static double Milliseconds(JsonValue value, string name) => TimeValue.Parse(value.Text, name).TotalMilliseconds;

    private static Failure NotCreated(QueryContext context, string reason) =>
        QueryFailures.NotCreated(context.Index, new Failure(FailureKind.Parse, reason));
}
