using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Search.Explain;

/// <summary>Queries as an explanation names them: in Lucene's notation as far as it is about values and not about its classes.</summary>
internal static class QueryText
{
    public static string Of(QueryNode node) => node switch
    {
        MatchAllNode => "*:*",
        MatchNoneNode => "MatchNoDocsQuery(\"\")",
        EqualsNode { Scored: true } term => $"{term.Field.Path}:{Value(term.Field, term.Value)}",
        EqualsNode number => $"{number.Field.Path}:[{Value(number.Field, number.Value)} TO {Value(number.Field, number.Value)}]",
        InNode several when several.Field.Type.Family is FieldFamily.Keyword or FieldFamily.Text =>
            $"{several.Field.Path}:({string.Join(' ', several.Values.Select(value => Value(several.Field, value)))})",
        InNode several => $"{several.Field.Path}:{{{string.Join(' ', several.Values.Select(value => Value(several.Field, value)))}}}",
        BetweenNode between => Range(between),
        ExistsNode { Fields: [var only] } => $"ConstantScore(FieldExistsQuery [field={only.Path}])",
        ExistsNode several => $"ConstantScore({string.Join(' ', several.Fields.Select(field => $"FieldExistsQuery [field={field.Path}]"))})",
        IdsNode ids => $"_id:({string.Join(' ', ids.Ids)})",
        ConstantScoreNode constant => $"ConstantScore({Of(constant.Filter)})",
        PatternNode { Start: { } start } prefix => $"{prefix.Field.Path}:{start}*",
        PatternNode pattern => $"{pattern.Field.Path}:/{pattern.Regexp}/",
        PhraseNode phrase => $"{phrase.Field.Path}:\"{string.Join(' ', phrase.Words.Select(word => word is [var only] ? only : $"({string.Join(' ', word)})"))}\"",
        DisMaxNode best => $"({string.Join(" | ", best.Queries.Select(Of))}){(best.TieBreaker == 0 ? "" : $"~{JavaNumbers.Text(best.TieBreaker)}")}",
        BoostingNode boosting => $"FunctionScoreQuery({Of(boosting.Positive)}, scored by boost(queryboost(score({Of(boosting.Negative)}))^{JavaNumbers.Text(boosting.NegativeBoost)}))",
        FunctionScoreNode functions => $"function score ({Of(functions.Query)})",
        NearestNode nearest => $"knn ({nearest.Field.Path})",
        SliceNode slice => $"slice {slice.Part} of {slice.Parts}",
        FirstNode first => $"the first {first.Count} of ({Of(first.Query)})",
        BoolNode combined => string.Join(' ', Clauses(combined)),
        _ => node.GetType().Name,
    };

    /// <summary>A query with its boost.</summary>
    public static string Boosted(QueryNode node, float boost) => boost == 1 ? Of(node) : $"{Of(node)}^{JavaNumbers.Text(boost)}";

    /// <summary>A value of a field.</summary>
    public static string Value(MappedField field, ColumnValue value) => field.Type.Column switch
    {
        ColumnType.Varchar => value.Text,
        ColumnType.Boolean => value.Boolean ? "T" : "F",
        ColumnType.Float => JavaNumbers.Text((float)value.Real),
        ColumnType.Double => JavaNumbers.Text(value.Real),
        _ => value.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Clauses(BoolNode node) =>
    [
        .. node.Must.Select(clause => "+" + Clause(clause)), .. node.Should.Select(Clause), .. node.MustNot.Select(clause => "-" + Clause(clause)),
        .. node.Filter.Select(clause => "#" + Clause(clause)),
    ];

    private static string Clause(QueryNode node) => node is BoolNode ? $"({Of(node)})" : Of(node);

    // A bound of whole numbers that is not included is the next number; an open one is the end of the type.
    private static string Range(BetweenNode node)
    {
        var field = node.Field;
        if (field.Type is IntegerType or DateType)
        {
            var (least, most) = field.Type.Column == ColumnType.BigInt ? (long.MinValue, long.MaxValue) : (int.MinValue, int.MaxValue);
            var from = node.From.IsPresent ? node.From.Integer + (node.IncludeFrom ? 0 : 1) : least;
            var to = node.To.IsPresent ? node.To.Integer - (node.IncludeTo ? 0 : 1) : most;
            return $"{field.Path}:[{Value(field, ColumnValue.Of(from))} TO {Value(field, ColumnValue.Of(to))}]";
        }

        var lower = node.From.IsPresent ? Value(field, node.From) : "*";
        var upper = node.To.IsPresent ? Value(field, node.To) : "*";
        return $"{field.Path}:{(node.IncludeFrom || !node.From.IsPresent ? '[' : '{')}{lower} TO {upper}{(node.IncludeTo || !node.To.IsPresent ? ']' : '}')}";
    }
}
