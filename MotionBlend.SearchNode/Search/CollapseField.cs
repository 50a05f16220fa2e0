using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>The field of a <c>collapse</c> in the searched indices.</summary>
/// <param name="Path">Its name.</param>
/// <param name="Type">Its type.</param>
internal sealed record CollapseField(string Path, FieldType Type)
{
    private static readonly Failure BesideSort = Failure.IllegalArgument(
        "Cannot use [collapse] in conjunction with [search_after] unless the search is sorted on the same field. Multiple sort fields are not allowed.");

    /// <summary>Binds the collapse of a search; null when it has none.</summary>
    /// <exception cref="FailureException">The field is not mapped, of a wrong type, or has several values.</exception>
    public static CollapseField? Bind(ReadSession session, SearchRequest request, IReadOnlyList<SearchTarget> targets)
    {
        if (request.Collapse is not { } collapse)
            return null;
        if (IsBesideSort(request, collapse))
            throw QueryFailures.AllShardsFailed("query", [.. targets.Select(target => (target.Index.Name, BesideSort))]).Raise();
        FieldType? type = null;
        foreach (var target in targets)
        {
            var field = Require(collapse.Field, target);
            if (type is not null && (type.Family == FieldFamily.Keyword) != (field.Type.Family == FieldFamily.Keyword))
                throw Failed(target, Failure.Unsupported($"[collapse] on [{collapse.Field}], a string in one index and a number in another,"));
            type ??= field.Type;
            if (field.Many && session.Single(CollapseSql.SeveralValues(target, field), row => row.Boolean(0)))
                throw Failed(target, Failure.Unsupported($"[collapse] on [{collapse.Field}] over documents of several values"));
        }

        return new CollapseField(collapse.Field, type!);
    }

    /// <summary>Refuses a collapse that cannot be made on an index.</summary>
    /// <exception cref="FailureException">The field is not mapped or of a wrong type, or a page begins behind a value of another.</exception>
    public static void RequireMade(SearchRequest request, SearchTarget target)
    {
        if (request.Collapse is not { } collapse)
            return;
        if (IsBesideSort(request, collapse))
            throw Failed(target, BesideSort);
        Require(collapse.Field, target);
    }

    private static bool IsBesideSort(SearchRequest request, CollapseRequest collapse) =>
        request.SearchAfter is not null && (request.Sort is not [var only] || only.Field != collapse.Field);

    private static MappedField Require(string path, SearchTarget target)
    {
        if (path.Length == 0)
            throw Failed(target, Failure.IllegalArgument("no collapse field specified"));
        if (target.Context.Field(path) is not { } field)
            throw Failed(target, Failure.IllegalArgument($"no mapping found for `{path}` in order to collapse on"));
        if (field.Type.Family is not (FieldFamily.Keyword or FieldFamily.Integer or FieldFamily.Float))
            throw Failed(target, Failure.IllegalArgument($"collapse is not supported for the field [{path}] of the type [{field.Type.Name}]"));
        return field.Type.DocValues
            ? field
            : throw Failed(target, Failure.IllegalArgument($"cannot collapse on field `{path}` without `doc_values`"));
    }

    private static FailureException Failed(SearchTarget target, Failure failure) =>
        QueryFailures.AllShardsFailed("query", [(target.Index.Name, failure)]).Raise();
}
