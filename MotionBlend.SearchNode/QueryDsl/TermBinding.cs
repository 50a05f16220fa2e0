using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>A value on a field, as every query that looks for whole values means it.</summary>
internal static class TermBinding
{
    /// <summary>The node of <c>field = value</c>.</summary>
    /// <exception cref="FailureException">The value cannot be one of the field's type.</exception>
    public static QueryNode Bind(QueryContext context, MappedField field, JsonValue value)
    {
        try
        {
            return field.Type.Term(field, value);
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.Parse)
        {
            // A range hands a bad date on as it is; a term reports it as the query that could not be made.
            throw QueryFailures.NotCreated(context.Index, e.Failure).Raise();
        }
    }

    /// <summary>The same; with <paramref name="lenient"/> a value that does not fit matches nothing.</summary>
    public static QueryNode Bind(QueryContext context, MappedField field, JsonValue value, bool lenient)
    {
        try
        {
            return Bind(context, field, value);
        }
        catch (FailureException) when (lenient)
        {
            return MatchNoneNode.Instance;
        }
    }
}
