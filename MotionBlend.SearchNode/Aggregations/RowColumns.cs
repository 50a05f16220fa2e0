using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>A field of the matching rows of all searched indices.</summary>
/// <param name="Name">SQL name of the column.</param>
/// <param name="Path">The field.</param>
/// <param name="Type">Its type; null where no index maps it, the column is NULL then.</param>
/// <param name="Many">True where rows hold lists.</param>
internal sealed record RowColumn(string Name, string Path, FieldType? Type, bool Many);

/// <summary>A condition on the matching rows, as a boolean column.</summary>
internal sealed record RowCondition(string Name, QueryClause Query, IReadOnlyList<QueryNode> Bound);

/// <summary>
/// The columns of the matching rows that a search's aggregations read: each field and condition once, the same for all
/// searched indices.
/// </summary>
internal sealed class RowColumns(IReadOnlyList<SearchTarget> targets)
{
    private readonly Dictionary<string, RowColumn> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<QueryClause, RowCondition> _conditions = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<object, IReadOnlyList<BoundSortKey>> _sorts = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<SearchTarget> Targets => targets;

    /// <summary>The sort keys of aggregations that show hits: the rows then have their place, score and sort values.</summary>
    public IReadOnlyCollection<IReadOnlyList<BoundSortKey>> Sorts => _sorts.Values;

    /// <summary>Whether an aggregation that shows hits looks at their scores, which may fail.</summary>
    public bool NeedsScores { get; set; }

    /// <summary>What <c>now</c> means in dates of the request.</summary>
    public long NowMillis => targets.Count == 0 ? 0 : targets[0].Context.Dates.NowMillis;

    public IReadOnlyCollection<RowColumn> Fields => _fields.Values;

    public IReadOnlyCollection<RowCondition> Conditions => _conditions.Values;

    /// <summary>The column of a field.</summary>
    /// <exception cref="FailureException">The indices map it to types that do not go together.</exception>
    public RowColumn Field(string path)
    {
        if (_fields.TryGetValue(path, out var known))
            return known;
        if (Metadata(path) is { } metadata)
            return _fields[path] = new RowColumn($"c{_fields.Count}", path, metadata, Many: false);
        var mapped = targets.Select(target => target.Context.Field(path)).OfType<MappedField>().ToList();
        if (mapped.Select(field => field.Type.Family == FieldFamily.Keyword).Distinct().Count() > 1)
            throw Failure.IllegalArgument($"field [{path}] is a string in one index and a number in another, and cannot be aggregated over both").Raise();
        var widest = mapped.OrderByDescending(field => field.Type.Column).FirstOrDefault();
        return _fields[path] = new RowColumn($"c{_fields.Count}", path, widest?.Type, mapped.Exists(field => field.Many));
    }

    /// <summary>The sort keys of an aggregation that shows hits, and the number before the names of their columns.</summary>
    /// <exception cref="FailureException">A field cannot be sorted by.</exception>
    public (int Number, IReadOnlyList<BoundSortKey> Keys) Sort(IReadOnlyList<SortKey> keys)
    {
        if (!_sorts.TryGetValue(keys, out var bound))
        {
            _sorts[keys] = bound = SortColumns.Bind(keys, targets);
            foreach (var target in targets)
                SortColumns.RequireMissing(keys, target);
        }

        return (_sorts.Keys.ToList().FindIndex(known => ReferenceEquals(known, keys)), bound);
    }

    /// <summary>The column of a condition.</summary>
    public RowCondition Condition(QueryClause query)
    {
        if (!_conditions.TryGetValue(query, out var known))
        {
            _conditions[query] = known = new RowCondition(
                $"p{_conditions.Count}", query, [.. targets.Select(target => Bind(target, query))]);
        }

        return known;
    }

    /// <summary>Refuses a field of a family that an aggregation does not take.</summary>
    public void RequireFamily(Aggregation aggregation, RowColumn column, params ReadOnlySpan<FieldFamily> families)
    {
        if (column.Type is not { } type)
            return;
        if (MetadataFields.Names.Contains(column.Path) && !families.Contains(type.Family))
            throw OnShards(Failure.IllegalArgument($"Field [{column.Path}] of type [{column.Path}] is not supported for aggregation [{aggregation.Kind}]"));
        foreach (var target in targets)
        {
            if (target.Context.Field(column.Path) is not { } field)
                continue;
            if (type is TextType { Fielddata: false })
                throw OnShard(target, SortColumns.Fielddata(column.Path, target.Index.Name));
            if (families.Contains(type.Family == FieldFamily.Text ? FieldFamily.Keyword : type.Family) && field.Type.DocValues)
                continue;
            throw OnShard(target, Failure.IllegalArgument(field.Type.DocValues || field.Type.Family == FieldFamily.Vector
                ? $"Field [{column.Path}] of type [{type.Name}] is not supported for aggregation [{aggregation.Kind}]"
                : $"Can't load fielddata on [{column.Path}] because fielddata is unsupported on fields of type [{type.Name}]. Use doc values instead."));
        }
    }

    /// <summary>Refuses a format for a field whose values have none.</summary>
    public void RequireFormat(RowColumn column, string? format)
    {
        if (format is not null && column.Type is { Family: FieldFamily.Keyword or FieldFamily.Boolean } type)
            throw OnShards(Failure.IllegalArgument($"Field [{column.Path}] of type [{type.Name}] does not support custom formats"));
    }

    /// <summary>Refuses a time zone for a field whose values are no dates.</summary>
    public void RequireZone(RowColumn column, TimeZoneInfo? zone)
    {
        if (zone is not null && column.Type is { Family: not FieldFamily.Date } type)
            throw OnShards(Failure.IllegalArgument($"Field [{column.Path}] of type [{type.Name}] does not support custom time zones"));
    }

    /// <summary>Refuses a missing value that cannot be one of the field.</summary>
    public void RequireMissing(RowColumn column, Json.JsonValue? missing, bool numeric, string? format)
    {
        try
        {
            MissingValue.Of(column, missing, numeric, format);
        }
        catch (FailureException e)
        {
            throw OnShards(e.Failure);
        }
    }

    /// <summary>A failure as the searched shards report it.</summary>
    public FailureException OnShards(Failure failure) =>
        QueryFailures.AllShardsFailed("query", [.. targets.Select(target => (target.Index.Name, failure))]).Raise();

    // The types of the fields that every document has without a mapping.
    private FieldType? Metadata(string path)
    {
        if (!MetadataFields.Names.Contains(path))
            return null;
        if (MetadataFields.SortFailure(path) is { } failure)
            throw OnShards(failure);
        return path == "_index" ? new KeywordType() : new IntegerType(ColumnType.BigInt);
    }

    private static QueryNode Bind(SearchTarget target, QueryClause query)
    {
        try
        {
            return query.FaultOfDates(target.Context) is { } fault ? throw fault.Raise() : query.Bind(target.Context.Unscored);
        }
        catch (FailureException e)
        {
            // Unlike the failure of a search's own query, that of a filter here stands for itself.
            throw OnShard(target, e.Failure switch
            {
                { Kind: FailureKind.QueryShard, CausedBy: { Kind: FailureKind.Parse } unreadable } => unreadable,
                { Kind: FailureKind.QueryShard } refused => QueryFailures.OnShard(target.Index, refused),
                var fault => fault,
            });
        }
    }

    private static FailureException OnShard(SearchTarget target, Failure failure) =>
        QueryFailures.AllShardsFailed("query", [(target.Index.Name, failure)]).Raise();
}
