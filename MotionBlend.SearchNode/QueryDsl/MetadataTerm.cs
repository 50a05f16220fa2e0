using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>Values of the fields that every document has without a mapping: <c>_id</c> and <c>_index</c>.</summary>
internal static class MetadataTerm
{
    /// <summary>The node; null when the field is none of them.</summary>
    public static QueryNode? Bind(QueryContext context, string field, IReadOnlyList<string> values) => field switch
    {
        "_id" => new IdsNode(values),
        "_index" => values.Any(value => Names(context, value)) ? new ConstantScoreNode(MatchAllNode.Instance) : MatchNoneNode.Instance,
        _ => null,
    };

    private static bool Names(QueryContext context, string value) =>
        value == context.Index.Name || context.Index.Aliases.ContainsKey(value)
        || (Wildcard.IsPattern(value) && Wildcard.Matches(value, context.Index.Name));
}
