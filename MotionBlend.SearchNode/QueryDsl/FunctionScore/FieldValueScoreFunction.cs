using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl.FunctionScore;

/// <summary><c>field_value_factor</c>: the value of a numeric field.</summary>
internal sealed record FieldValueScoreFunction(string Field) : ScoreFunction
{
    public float Factor { get; init; } = 1;

    public FieldModifier Modifier { get; init; }

    public double? Missing { get; init; }

    public static ScoreFunction Parse(JsonValue body)
    {
        var function = new FieldValueScoreFunction("");
        string? field = null;
        foreach (var member in body.Members)
        {
            if (member.Value.Kind is JsonKind.Object || (member.Value.Kind == JsonKind.Array && member.Name == "factor"))
                throw Failure.Parsing($"[field_value_factor] field 'field' does not support lists or objects", member.Value.Location).Raise();
            // Null says nothing, and an array is read for the values in it; an object there ends the whole too early.
            var value = QueryKeys.Flat(member).LastOrDefault()?.Value;
            if (value is null or { IsNull: true })
                continue;
            if (value.Kind == JsonKind.Object)
                throw Failure.Parsing("[field_value_factor] required field 'field' missing", member.Value.Location).Raise();
            switch (member.Name)
            {
                case "field":
                    field = QueryKeys.Text(value);
                    break;
                case "factor":
                    function = function with { Factor = (float)value.AsDouble() };
                    break;
                case "modifier":
                    function = function with { Modifier = ReadModifier(value.Text) };
                    break;
                case "missing":
                    function = function with { Missing = value.AsDouble() };
                    break;
                default:
                    throw Failure.Parsing($"field_value_factor query does not support [{member.Name}]", member.Value.Location).Raise();
            }
        }

        return field is null
            ? throw Failure.Parsing("[field_value_factor] required field 'field' missing", body.EndLocation).Raise()
            : function with { Field = field };
    }

    protected override ScoreFunctionNode BindCore(QueryContext context)
    {
        var field = context.Field(Field);
        switch (field?.Type.Family)
        {
            case null when Missing is null:
                throw QueryFailures.NotCreated(
                    context.Index,
                    new Failure(FailureKind.InternalError, $"Unable to find a field mapper for field [{Field}]. No 'missing' value defined.")).Raise();
            case FieldFamily.Text or FieldFamily.Keyword or FieldFamily.Vector:
                throw Failure.IllegalArgument($"field [{Field}] is of type [{field!.Type.Name}], but only numeric types are supported.").Raise();
            default:
                return new FieldValueFunction(field, Factor, Modifier, Missing);
        }
    }

    private static FieldModifier ReadModifier(string name) =>
        name.All(char.IsAsciiLetterOrDigit) && !char.IsAsciiDigit(name.FirstOrDefault()) && Enum.TryParse<FieldModifier>(name, ignoreCase: true, out var modifier)
            ? modifier
            : throw Failure.IllegalArgument(
                $"No enum constant org.elasticsearch.common.lucene.search.function.FieldValueFactorFunction.Modifier.{name.ToUpperInvariant()}").Raise();
}
